package io.jitaccess.architecture.publicsignatures;

import tools.jackson.databind.DatabindException;

public interface BreaksByAnException {
    void read() throws DatabindException;
}
