package io.jitaccess.architecture.publicfields;

class BreaksByAProtectedField {
    protected int value;
}
