package io.jitaccess.architecture.publicsignatures;

import java.util.List;
import tools.jackson.databind.JsonNode;

public final class KeepsPrivateWhatIsPrivate {
    private final JsonNode node;

    KeepsPrivateWhatIsPrivate(JsonNode node) {
        this.node = node;
    }

    public List<String> names() {
        return List.of(node.toString());
    }

    interface Hidden {
        JsonNode node();
    }
}
