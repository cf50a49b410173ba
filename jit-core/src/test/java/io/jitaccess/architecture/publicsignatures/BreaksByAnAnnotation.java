package io.jitaccess.architecture.publicsignatures;

import tools.jackson.databind.annotation.JsonSerialize;

public interface BreaksByAnAnnotation {
    @JsonSerialize
    String id();
}
