package io.jitaccess.architecture.publicsignatures;

import java.util.List;
import tools.jackson.databind.JsonNode;

public class BreaksByAParameter {
    public void read(List<JsonNode> nodes) {}
}
