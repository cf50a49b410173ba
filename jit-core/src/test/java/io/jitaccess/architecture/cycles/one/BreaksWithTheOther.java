package io.jitaccess.architecture.cycles.one;

import io.jitaccess.architecture.cycles.two.BreaksWithTheFirst;

public record BreaksWithTheOther(BreaksWithTheFirst first) {}
