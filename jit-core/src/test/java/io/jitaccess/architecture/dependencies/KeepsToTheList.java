package io.jitaccess.architecture.dependencies;

import java.util.List;
import org.slf4j.Logger;
import tools.jackson.databind.JsonNode;

record KeepsToTheList(Logger logger, List<JsonNode> nodes) {}
