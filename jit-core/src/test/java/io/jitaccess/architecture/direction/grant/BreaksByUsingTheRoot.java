package io.jitaccess.architecture.direction.grant;

import io.jitaccess.architecture.direction.Engine;

record BreaksByUsingTheRoot(Engine engine) {}
