package io.jitaccess.architecture.direction;

import io.jitaccess.architecture.direction.grant.KeepsToItself;
import io.jitaccess.architecture.direction.reconcile.Loop;

record KeepsAsTheRootMayUseAll(KeepsToItself feature, Loop loop) {}
