package io.jitaccess.architecture.publicsignatures;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

public class BreaksByAField {
    public static final Logger LOG = LoggerFactory.getLogger("x");
}
