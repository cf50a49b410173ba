package io.jitaccess.gcp;

import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.id.AssignmentId;
import io.jitaccess.spi.AccessRef;
import io.jitaccess.testkit.TestClock;
import io.jitaccess.testkit.provider.ProviderTruth;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the fake's policies give, their conditions judged by Google's own CEL. */
final class PolicyTruth implements ProviderTruth {

    private static final Pattern TIME = Pattern.compile("timestamp\\(\"([^\"]+)\"\\)");
    private static final Pattern TITLE = Pattern.compile("jit:([0-9a-f-]{36})");
    private static final String ELSEWHERE = "projects/_/buckets/none/objects/none";

    private final FakeGoogle google;
    private final TestClock clock;

    PolicyTruth(FakeGoogle google, TestClock clock) {
        this.google = google;
        this.clock = clock;
    }

    @Override
    public List<InForce> inForce(AccessRef access) {
        Entitlement entitlement = access.entitlement();
        String prefix = entitlement.attribute("prefix").orElse(ELSEWHERE);
        List<InForce> found = new ArrayList<>();
        for (Binding binding : google.policies.bindings(resource(entitlement))) {
            boolean named = binding.role().equals(entitlement.attribute("role").orElseThrow())
                    && binding.members().stream()
                            .anyMatch(member ->
                                    FakePolicies.same(member, access.principal().value()));
            String expression = expression(binding);
            if (named && (expression.isEmpty() || Cel.holds(expression, clock.now(), prefix))) {
                Matcher time = TIME.matcher(expression);
                Matcher title = TITLE.matcher(binding.title());
                found.add(new InForce(
                        time.find() ? Optional.of(Instant.parse(time.group(1))) : Optional.empty(),
                        title.matches() ? AssignmentId.parse(title.group(1)) : Optional.empty()));
            }
        }
        return found;
    }

    @Override
    public void outsiderAdds(AccessRef access, Optional<Instant> until) {
        String resource = resource(access.entitlement());
        List<Binding> bindings = new ArrayList<>(google.policies.bindings(resource));
        Map<String, Object> tree = new HashMap<>();
        tree.put("role", access.entitlement().attribute("role").orElseThrow());
        tree.put("members", List.of(access.principal().value()));
        until.ifPresent(end -> tree.put(
                "condition", Map.of("title", "until then", "expression", "request.time < timestamp(\"" + end + "\")")));
        bindings.add(new Binding(tree));
        google.policies.put(resource, bindings);
    }

    @Override
    public void outsiderRemoves(AccessRef access) {
        try {
            String resource = resource(access.entitlement());
            List<Binding> bindings = new ArrayList<>(google.policies.bindings(resource));
            bindings.removeIf(binding -> binding.members()
                            .contains(access.principal().value())
                    && binding.role()
                            .equals(access.entitlement().attribute("role").orElseThrow()));
            google.policies.put(resource, bindings);
        } catch (FakeGoogle.Refusal noSuchResource) {
            // nothing to clean up
        }
    }

    static String expression(Binding binding) {
        return binding.tree().get("condition") instanceof Map<?, ?> condition
                ? String.valueOf(condition.get("expression"))
                : "";
    }

    private static String resource(Entitlement entitlement) {
        return Targets.resource(entitlement).toString();
    }
}
