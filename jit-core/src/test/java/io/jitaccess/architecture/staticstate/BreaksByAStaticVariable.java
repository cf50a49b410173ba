package io.jitaccess.architecture.staticstate;

class BreaksByAStaticVariable {
    static int count;
}
