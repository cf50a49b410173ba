package io.jitaccess.architecture.nullmarked;

class BreaksInAnUnmarkedPackage {}
