package io.jitaccess.spi.store;

import io.jitaccess.approval.Approvers;
import io.jitaccess.approval.Stage;
import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.entitlement.EntitlementKind;
import io.jitaccess.entitlement.ProviderId;
import io.jitaccess.grant.Attempt;
import io.jitaccess.identity.GroupId;
import io.jitaccess.identity.IdentityId;
import io.jitaccess.risk.RiskAssessment;
import io.jitaccess.risk.RiskFactor;
import io.jitaccess.risk.RiskLevel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON form of what a store keeps as a document inside a row. Every store uses it, so that a row means the same
 * everywhere. Fields that it does not know are ignored when read: a newer node may have written them. Thread-safe.
 */
public final class StoreCodec {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private StoreCodec() {}

    public static String entitlement(Entitlement entitlement) {
        return JSON.writeValueAsString(toJson(entitlement));
    }

    public static Entitlement entitlement(String json) {
        return toEntitlement(JSON.readTree(json));
    }

    public static String entitlements(List<Entitlement> entitlements) {
        return array(entitlements, StoreCodec::toJson);
    }

    public static List<Entitlement> entitlements(String json) {
        return list(json, StoreCodec::toEntitlement);
    }

    public static String texts(Map<String, String> texts) {
        return JSON.writeValueAsString(toJson(texts));
    }

    public static Map<String, String> texts(String json) {
        return toMap(JSON.readTree(json));
    }

    public static String risk(RiskAssessment risk) {
        ObjectNode node = NODES.objectNode();
        node.put("level", risk.level().name());
        node.put("score", risk.score());
        ArrayNode factors = node.putArray("factors");
        risk.factors()
                .forEach(factor -> factors.addObject()
                        .put("name", factor.name())
                        .put("points", factor.points())
                        .put("explanation", factor.explanation()));
        return JSON.writeValueAsString(node);
    }

    public static RiskAssessment risk(String json) {
        JsonNode node = JSON.readTree(json);
        List<RiskFactor> factors = new ArrayList<>();
        node.get("factors")
                .forEach(f -> factors.add(new RiskFactor(
                        f.get("name").asString(),
                        f.get("points").asInt(),
                        f.get("explanation").asString())));
        return new RiskAssessment(
                RiskLevel.valueOf(node.get("level").asString()),
                node.get("score").asInt(),
                factors);
    }

    public static String attempts(List<Attempt> attempts) {
        return array(attempts, attempt -> {
            ObjectNode node = NODES.objectNode();
            node.put("number", attempt.number());
            node.put("kind", attempt.kind().name());
            attempt.until().ifPresent(until -> node.put("until", until.toString()));
            node.put("at", attempt.at().toString());
            return node;
        });
    }

    public static List<Attempt> attempts(String json) {
        return list(
                json,
                node -> new Attempt(
                        node.get("number").asLong(),
                        Attempt.Kind.valueOf(node.get("kind").asString()),
                        Optional.ofNullable(node.get("until")).map(until -> Instant.parse(until.asString())),
                        Instant.parse(node.get("at").asString())));
    }

    public static String stages(List<Stage> stages) {
        return array(stages, StoreCodec::toJson);
    }

    public static List<Stage> stages(String json) {
        return list(json, StoreCodec::toStage);
    }

    private static ObjectNode toJson(Stage stage) {
        ObjectNode node = NODES.objectNode();
        node.put("name", stage.name());
        node.set("approvers", toJson(stage.approvers()));
        node.put("quorum", stage.quorum());
        node.put("denials", stage.denials());
        stage.remindAfter().ifPresent(after -> node.put("remindAfter", after.toString()));
        stage.escalation()
                .ifPresent(escalation -> node.putObject("escalation")
                        .put("after", escalation.after().toString())
                        .set("to", toJson(escalation.to())));
        return node;
    }

    private static Stage toStage(JsonNode node) {
        return new Stage(
                node.get("name").asString(),
                toApprovers(node.get("approvers")),
                node.get("quorum").asInt(),
                node.get("denials").asInt(),
                Optional.ofNullable(node.get("remindAfter")).map(after -> Duration.parse(after.asString())),
                Optional.ofNullable(node.get("escalation"))
                        .map(escalation -> new Stage.Escalation(
                                Duration.parse(escalation.get("after").asString()),
                                toApprovers(escalation.get("to")))));
    }

    private static ObjectNode toJson(Approvers approvers) {
        ObjectNode node = NODES.objectNode();
        putAll(node.putArray("users"), approvers.users());
        putAll(node.putArray("groups"), approvers.groups());
        node.put("manager", approvers.manager());
        putAll(node.putArray("entitlementAttributes"), approvers.entitlementAttributes());
        return node;
    }

    private static Approvers toApprovers(JsonNode node) {
        return new Approvers(
                toSet(node.get("users"), IdentityId::new),
                toSet(node.get("groups"), GroupId::new),
                node.get("manager").asBoolean(),
                toSet(node.get("entitlementAttributes"), Function.identity()));
    }

    private static ObjectNode toJson(Entitlement entitlement) {
        ObjectNode node = NODES.objectNode();
        node.put("provider", entitlement.provider().value());
        node.put("kind", entitlement.kind().value());
        node.set("attributes", toJson(entitlement.attributes()));
        return node;
    }

    private static Entitlement toEntitlement(JsonNode node) {
        return new Entitlement(
                new ProviderId(node.get("provider").asString()),
                new EntitlementKind(node.get("kind").asString()),
                new TreeMap<>(toMap(node.get("attributes"))));
    }

    private static ObjectNode toJson(Map<String, String> texts) {
        ObjectNode node = NODES.objectNode();
        new TreeMap<>(texts).forEach(node::put);
        return node;
    }

    private static Map<String, String> toMap(JsonNode node) {
        Map<String, String> texts = new TreeMap<>();
        node.properties().forEach(p -> texts.put(p.getKey(), p.getValue().asString()));
        return texts;
    }

    private static void putAll(ArrayNode node, Collection<?> values) {
        values.stream().map(Object::toString).sorted().forEach(node::add);
    }

    private static <T> Set<T> toSet(JsonNode node, Function<String, T> read) {
        Set<T> values = new HashSet<>();
        node.forEach(value -> values.add(read.apply(value.asString())));
        return values;
    }

    private static <T> String array(List<T> values, Function<T, JsonNode> write) {
        ArrayNode node = NODES.arrayNode();
        values.forEach(value -> node.add(write.apply(value)));
        return JSON.writeValueAsString(node);
    }

    private static <T> List<T> list(String json, Function<JsonNode, T> read) {
        List<T> values = new ArrayList<>();
        JSON.readTree(json).forEach(node -> values.add(read.apply(node)));
        return values;
    }
}
