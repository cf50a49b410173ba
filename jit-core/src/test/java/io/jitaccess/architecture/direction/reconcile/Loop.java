package io.jitaccess.architecture.direction.reconcile;

public class Loop {}
