package io.jitaccess.architecture.direction.grant;

import io.jitaccess.architecture.direction.reconcile.Loop;

record BreaksByUsingTheReconciler(Loop loop) {}
