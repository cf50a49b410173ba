package io.jitaccess.testkit.model;

import io.jitaccess.JitAccess;

/** One process that runs the library. */
final class Node {

    final String name;
    final JitAccess jit;
    final Mishaps mishaps;
    final NodeStore store;
    boolean busy;

    Node(String name, JitAccess jit, Mishaps mishaps, NodeStore store) {
        this.name = name;
        this.jit = jit;
        this.mishaps = mishaps;
        this.store = store;
    }
}
