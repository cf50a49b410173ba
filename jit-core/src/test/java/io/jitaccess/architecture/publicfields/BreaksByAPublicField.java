package io.jitaccess.architecture.publicfields;

class BreaksByAPublicField {
    public int value;
}
