package io.jitaccess.aws;

import io.jitaccess.id.AssignmentId;
import io.jitaccess.spi.AccessRef;
import io.jitaccess.testkit.provider.ProviderTruth.InForce;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Which inline policies give an access now, by the judge and not by the provider's own reading. */
final class PolicyTruth {

    private static final String BY_HAND = "by-hand";

    private final FakeAws aws;

    PolicyTruth(FakeAws aws) {
        this.aws = aws;
    }

    List<InForce> inForce(AccessRef access) {
        return of(access).entrySet().stream()
                .filter(entry -> gives(entry.getValue(), access))
                .map(entry -> new InForce(end(entry.getValue()), mark(entry.getKey())))
                .toList();
    }

    void outsiderAdds(AccessRef access, Optional<Instant> until) {
        String plain = text(access);
        of(access)
                .put(
                        BY_HAND,
                        until.map(end -> plain.substring(0, plain.length() - 2)
                                        + ",\"Condition\":{\"DateLessThan\":{\"aws:CurrentTime\":\"" + end + "\"}}}}")
                                .orElse(plain));
    }

    void outsiderRemoves(AccessRef access) {
        of(access)
                .entrySet()
                .removeIf(entry -> gives(entry.getValue(), access)
                        || mark(entry.getKey()).equals(Optional.of(access.assignment())));
    }

    private boolean gives(String document, AccessRef access) {
        List<JsonNode> asked = PolicyJudge.statements(text(access));
        JsonNode first = asked.get(0);
        JsonNode action = first.path("Action");
        JsonNode resource = first.path("Resource");
        return PolicyJudge.allows(
                document,
                (action.isArray() ? action.get(0) : action).asString(),
                (resource.isArray() ? resource.get(0) : resource).asString(),
                aws.clock.now());
    }

    private static Optional<Instant> end(String document) {
        return PolicyJudge.statements(document).stream()
                .map(each -> each.path("Condition")
                        .path("DateLessThan")
                        .path("aws:CurrentTime")
                        .asString(""))
                .filter(text -> !text.isEmpty())
                .map(Instant::parse)
                .findFirst();
    }

    private static Optional<AssignmentId> mark(String name) {
        return name.startsWith("jit-") ? AssignmentId.parse(name.substring(4)) : Optional.empty();
    }

    private Map<String, String> of(AccessRef access) {
        return aws.iam.policies.of(access.principal().value());
    }

    private static String text(AccessRef access) {
        return access.entitlement().attribute("policy").orElse("");
    }
}
