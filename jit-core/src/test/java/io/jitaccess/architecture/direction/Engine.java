package io.jitaccess.architecture.direction;

public class Engine {}
