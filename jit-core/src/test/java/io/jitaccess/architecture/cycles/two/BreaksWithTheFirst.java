package io.jitaccess.architecture.cycles.two;

import io.jitaccess.architecture.cycles.one.BreaksWithTheOther;

public record BreaksWithTheFirst(BreaksWithTheOther other) {}
