package io.jitaccess.architecture.staticstate;

class BreaksByAnArray {
    static final int[] COUNTS = {0};
}
