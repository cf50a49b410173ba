package io.jitaccess.architecture.publicsignatures;

import tools.jackson.databind.JsonNode;

public class BreaksByAnArray {
    protected JsonNode[] nodes() {
        return new JsonNode[0];
    }
}
