package io.jitaccess.directory;

/** A text of a file and where it stands. */
record Located(String text, Place at) {}
