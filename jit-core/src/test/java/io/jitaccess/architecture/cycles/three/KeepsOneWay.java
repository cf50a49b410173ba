package io.jitaccess.architecture.cycles.three;

import io.jitaccess.architecture.cycles.one.BreaksWithTheOther;

record KeepsOneWay(BreaksWithTheOther other) {}
