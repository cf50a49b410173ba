package io.jitaccess.architecture.direction.grant;

public class KeepsToItself {}
