package io.jitaccess.architecture.publicsignatures;

import tools.jackson.core.JacksonException;

public interface BreaksByAnException {
    void read() throws JacksonException;
}
