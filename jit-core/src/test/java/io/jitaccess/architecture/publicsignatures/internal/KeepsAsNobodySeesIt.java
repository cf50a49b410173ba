package io.jitaccess.architecture.publicsignatures.internal;

import tools.jackson.databind.JsonNode;

public interface KeepsAsNobodySeesIt {
    JsonNode node();
}
