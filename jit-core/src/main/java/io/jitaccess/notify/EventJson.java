package io.jitaccess.notify;

import io.jitaccess.audit.AuditAction;
import io.jitaccess.audit.AuditEvent;
import io.jitaccess.spi.Notification;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Locale;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What channels of this package say of a notification, as JSON. */
final class EventJson {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final JsonMapper ASCII = JsonMapper.builder(JsonFactory.builder()
                    .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
                    .build())
            .build();

    private EventJson() {}

    /** A CloudEvent 1.0 in structured form. */
    static byte[] cloudEvent(Notification notification, URI source) {
        AuditEvent event = notification.event();
        ObjectNode node = NODES.objectNode()
                .put("specversion", "1.0")
                .put("id", notification.id())
                .put("source", source.toString())
                .put("type", type(event.action()))
                .put("time", event.at().toString())
                .put("datacontenttype", "application/json");
        event.subject().ifPresent(subject -> node.put("subject", subject.value()));
        ObjectNode data = data(event);
        putAll(data.putArray("toUsers"), notification.toUsers());
        putAll(data.putArray("toGroups"), notification.toGroups());
        node.set("data", data);
        return JSON.writeValueAsString(node).getBytes(StandardCharsets.UTF_8);
    }

    /** One line of printable ASCII, whatever the event says. */
    static String line(AuditEvent event) {
        ObjectNode node = NODES.objectNode()
                .put("id", event.id().toString())
                .put("at", event.at().toString());
        return ASCII.writeValueAsString(node.setAll(data(event)));
    }

    static String type(AuditAction action) {
        return "io.jitaccess." + action.name().toLowerCase(Locale.ROOT) + ".v1";
    }

    private static ObjectNode data(AuditEvent event) {
        ObjectNode node = NODES.objectNode().put("action", event.action().name());
        ObjectNode actor = node.putObject("actor");
        // an identity may be called "system"
        event.actor()
                .identity()
                .ifPresentOrElse(
                        who -> actor.put("type", "IDENTITY").put("id", who.value()), () -> actor.put("type", "SYSTEM"));
        event.subject().ifPresent(subject -> node.put("subject", subject.value()));
        event.request().ifPresent(request -> node.put("request", request.toString()));
        event.grant().ifPresent(grant -> node.put("grant", grant.toString()));
        event.assignment().ifPresent(assignment -> node.put("assignment", assignment.toString()));
        ObjectNode details = node.putObject("details");
        event.details().forEach(details::put);
        return node;
    }

    private static void putAll(ArrayNode node, Collection<?> values) {
        values.stream().map(Object::toString).sorted().forEach(node::add);
    }
}
