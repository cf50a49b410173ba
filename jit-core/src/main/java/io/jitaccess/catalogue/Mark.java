package io.jitaccess.catalogue;

/** A place in a document; both count from 1. */
record Mark(int line, int column) {

    static final Mark START = new Mark(1, 1);
}
