package io.jitaccess.architecture.publicfields;

class KeepsFinal {
    public final int value = 1;
    private int inside;

    int next() {
        return inside++;
    }
}
