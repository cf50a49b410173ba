package io.jitaccess.architecture.nullmarked.marked;

class KeepsInAMarkedPackage {}
