package io.jitaccess.architecture.publicsignatures;

import com.fasterxml.jackson.annotation.JsonProperty;

public interface BreaksByAnAnnotation {
    @JsonProperty("id")
    String id();
}
