package io.jitaccess.testkit.model;

/** The node's process is gone; nothing of the library catches this. */
final class NodeDied extends Error {

    private static final long serialVersionUID = 1L;

    NodeDied(String where) {
        super(where, null, false, false);
    }
}
