package io.jitaccess.spring;

import io.jitaccess.JitAccess;
import io.jitaccess.Status;
import io.jitaccess.grant.Assignment;
import io.jitaccess.spi.SelfCheck.MissingRight;
import io.jitaccess.spi.store.StoreException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * Down when access outlives its end beyond the alarm threshold, or when the store does not answer. A catalogue that was
 * not accepted, what is disabled and which rights are missing is told in the details only.
 */
final class JitHealthIndicator extends AbstractHealthIndicator {

    private final JitAccess jit;

    JitHealthIndicator(JitAccess jit) {
        super("The status could not be read");
        this.jit = jit;
    }

    @Override
    protected void doHealthCheck(Health.Builder builder) {
        Status status;
        try {
            status = jit.status();
        } catch (StoreException e) {
            builder.down().withDetail("store", "does not answer");
            return;
        }
        builder.status(
                        status.overdue() == 0
                                ? org.springframework.boot.health.contributor.Status.UP
                                : org.springframework.boot.health.contributor.Status.DOWN)
                .withDetail("running", status.running())
                .withDetail("catalogue", status.catalogue())
                .withDetail("overdue", status.overdue());
        if (status.overdue() > 0) {
            builder.withDetail(
                    "longestOverdue",
                    status.longestOverdue().stream()
                            .map(JitHealthIndicator::overdue)
                            .toList());
        }
        if (!status.disabled().isEmpty()) {
            Map<String, String> disabled = new TreeMap<>();
            status.disabled().forEach((id, why) -> disabled.put(id.value(), why));
            builder.withDetail("disabledEligibilities", disabled);
        }
        Map<String, List<String>> missing = new TreeMap<>();
        status.missingRights().forEach((provider, rights) -> {
            if (!rights.isEmpty()) {
                missing.put(
                        provider.value(),
                        rights.stream().map(MissingRight::right).toList());
            }
        });
        if (!missing.isEmpty()) {
            builder.withDetail("missingRights", missing);
        }
        status.catalogueProblem().ifPresent(problem -> builder.withDetail("catalogueProblem", problem));
    }

    private static Map<String, String> overdue(Assignment assignment) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("assignment", assignment.id().toString());
        facts.put("provider", assignment.provider().value());
        facts.put("since", assignment.wantedUntil().toString());
        return facts;
    }
}
