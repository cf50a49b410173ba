package io.jitaccess.architecture.publicsignatures.internal;

public interface InternalType {}
