package io.jitaccess.catalogue;

import io.jitaccess.approval.ApprovalPolicy;
import io.jitaccess.approval.Approvers;
import io.jitaccess.approval.Rule;
import io.jitaccess.approval.Stage;
import io.jitaccess.eligibility.Catalogue;
import io.jitaccess.eligibility.Eligibility;
import io.jitaccess.entitlement.Entitlement;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes a catalogue: lists in their order, sets and attributes sorted, every field that has a value. */
final class CatalogueWriter {

    static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private CatalogueWriter() {}

    /** One entry at a time: the tree of a large catalogue takes many times the memory of its text. */
    static void write(Catalogue catalogue, JsonGenerator json) {
        json.writeStartObject();
        json.writeNumberProperty("version", 1);
        json.writeArrayPropertyStart("policies");
        catalogue.policies().forEach(policy -> json.writeTree(policy(policy)));
        json.writeEndArray();
        json.writeArrayPropertyStart("eligibilities");
        catalogue.eligibilities().forEach(eligibility -> json.writeTree(eligibility(eligibility)));
        json.writeEndArray();
        json.writeEndObject();
    }

    private static ObjectNode policy(ApprovalPolicy policy) {
        ObjectNode node = NODES.objectNode().put("id", policy.id().value());
        node.set("rules", list(policy.rules(), CatalogueWriter::rule));
        return node;
    }

    private static ObjectNode rule(Rule rule) {
        ObjectNode node = NODES.objectNode().put("name", rule.name());
        node.set("when", ConditionWriter.write(rule.when()));
        return rule.then()
                .fold(
                        automatic -> {
                            node.putObject("automatic")
                                    .put("upTo", automatic.upTo().toString());
                            return node;
                        },
                        denied -> node.put("denied", denied.message()),
                        staged -> {
                            node.set("stages", list(staged.stages(), CatalogueWriter::stage));
                            return node.put("lapseAfter", staged.lapseAfter().toString());
                        });
    }

    private static ObjectNode stage(Stage stage) {
        ObjectNode node = NODES.objectNode().put("name", stage.name());
        node.set("approvers", approvers(stage.approvers()));
        node.put("quorum", stage.quorum()).put("denials", stage.denials());
        stage.remindAfter().ifPresent(after -> node.put("remindAfter", after.toString()));
        stage.escalation()
                .ifPresent(escalation -> node.putObject("escalation")
                        .put("after", escalation.after().toString())
                        .set("to", approvers(escalation.to())));
        return node;
    }

    private static ObjectNode approvers(Approvers approvers) {
        ObjectNode node = NODES.objectNode();
        node.set("users", sorted(approvers.users()));
        node.set("groups", sorted(approvers.groups()));
        node.put("manager", approvers.manager());
        node.set("entitlementAttributes", sorted(approvers.entitlementAttributes()));
        return node;
    }

    private static ObjectNode eligibility(Eligibility eligibility) {
        ObjectNode node = NODES.objectNode()
                .put("id", eligibility.id().value())
                .put("name", eligibility.name())
                .put("description", eligibility.description());
        ObjectNode who = node.putObject("who");
        who.set("users", sorted(eligibility.who().users()));
        who.set("groups", sorted(eligibility.who().groups()));
        who.set("kinds", sorted(eligibility.who().kinds()));
        node.set("onBehalf", sorted(eligibility.onBehalf()));
        node.set("entitlements", list(eligibility.entitlements(), CatalogueWriter::entitlement));
        node.putObject("duration")
                .put("shortest", eligibility.duration().shortest().toString())
                .put("longest", eligibility.duration().longest().toString())
                .put("longestTotal", eligibility.duration().longestTotal().toString());
        node.put("policy", eligibility.policy().value());
        ObjectNode reason =
                node.putObject("reason").put("required", eligibility.reason().required());
        eligibility.reason().pattern().ifPresent(pattern -> reason.put("pattern", pattern.pattern()));
        reason.put("hint", eligibility.reason().hint());
        node.put("ticketRequired", eligibility.ticketRequired());
        node.put("bundle", eligibility.bundle().name());
        node.put("furthestStart", eligibility.furthestStart().toString());
        node.put("endsWhenLost", eligibility.endsWhenLost());
        node.set("attributes", texts(eligibility.attributes()));
        return node;
    }

    private static ObjectNode entitlement(Entitlement entitlement) {
        ObjectNode node = NODES.objectNode()
                .put("provider", entitlement.provider().value())
                .put("kind", entitlement.kind().value());
        node.set("attributes", texts(entitlement.attributes()));
        return node;
    }

    static ObjectNode texts(Map<String, String> texts) {
        ObjectNode node = NODES.objectNode();
        new TreeMap<>(texts).forEach(node::put);
        return node;
    }

    static ArrayNode sorted(Collection<?> values) {
        ArrayNode node = NODES.arrayNode();
        values.stream().map(Object::toString).sorted().forEach(node::add);
        return node;
    }

    static <T> ArrayNode list(List<T> values, Function<T, ? extends JsonNode> write) {
        ArrayNode node = NODES.arrayNode();
        values.forEach(value -> node.add(write.apply(value)));
        return node;
    }
}
