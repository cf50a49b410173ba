package io.jitaccess.architecture.publicsignatures;

import io.jitaccess.architecture.publicsignatures.internal.InternalType;

public interface BreaksByAnInternalType {
    InternalType get();
}
