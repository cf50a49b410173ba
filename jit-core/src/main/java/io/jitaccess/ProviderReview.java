package io.jitaccess;

import io.jitaccess.eligibility.Eligibility;
import io.jitaccess.eligibility.EligibilityId;
import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.entitlement.ProviderId;
import io.jitaccess.spi.AccessProvider;
import io.jitaccess.spi.EntitlementVerifier;
import io.jitaccess.spi.EntitlementVerifier.Verification;
import io.jitaccess.spi.ProviderException;
import io.jitaccess.spi.SelfCheck;
import io.jitaccess.spi.SelfCheck.MissingRight;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a provider now and then whether what the catalogue offers can be handed out, and whether the library may do it.
 * Each node asks for itself; each provider is asked on its own thread.
 */
final class ProviderReview {

    private static final Logger LOG = LoggerFactory.getLogger(ProviderReview.class);
    /** A provider that is asked about more at once would be kept from its own work; the rest follows at the next turn. */
    private static final int MOST_AT_ONCE = 100;

    private final Rulebook rulebook;
    private final Duration every;
    private final Failures failures = new Failures();
    private final Map<ProviderId, Pass> passes = new ConcurrentHashMap<>();
    private final Map<ProviderId, List<MissingRight>> missing = new ConcurrentHashMap<>();

    ProviderReview(Rulebook rulebook, Duration every) {
        this.rulebook = rulebook;
        this.every = every;
    }

    /** One reading of all that a revision offers at one provider; driven by that provider's thread alone. */
    private static final class Pass {
        private final long revision;
        private final Instant begun;
        private final List<Entitlement> open;
        private final Map<Entitlement, Verification> seen;

        Pass(long revision, Instant begun, List<Entitlement> open, Map<Entitlement, Verification> before) {
            this.revision = revision;
            this.begun = begun;
            this.open = new ArrayList<>(open);
            this.seen = new HashMap<>(before);
            this.seen.keySet().retainAll(open);
        }

        boolean isOlderThan(Duration age, Instant now) {
            return !now.isBefore(begun.plus(age));
        }
    }

    Map<ProviderId, List<MissingRight>> missing() {
        return new TreeMap<>(missing);
    }

    /** Goes on with a pass, or begins one where the catalogue changed or the last is old. */
    void run(AccessProvider provider, Instant now) {
        Rulebook.Revision revision = rulebook.current();
        Pass pass = passes.get(provider.id());
        if (pass == null
                || pass.revision != revision.number()
                || (pass.open.isEmpty() && pass.isOlderThan(every, now))) {
            if (pass == null || pass.isOlderThan(every, now)) {
                checkRights(provider);
            }
            pass = new Pass(revision.number(), now, offered(revision, provider), pass == null ? Map.of() : pass.seen);
            passes.put(provider.id(), pass);
        }
        if (provider instanceof EntitlementVerifier verifier && !pass.open.isEmpty()) {
            verify(verifier, pass);
            rulebook.disable(pass.revision, "provider " + provider.id(), unusable(revision, pass.seen));
        }
    }

    private static List<Entitlement> offered(Rulebook.Revision revision, AccessProvider provider) {
        if (!(provider instanceof EntitlementVerifier)) {
            return List.of();
        }
        return revision.catalogue().eligibilities().stream()
                .flatMap(eligibility -> eligibility.entitlements().stream())
                .filter(entitlement -> entitlement.provider().equals(provider.id()))
                .distinct()
                .toList();
    }

    private static void verify(EntitlementVerifier verifier, Pass pass) {
        List<Entitlement> next = pass.open.subList(0, Math.min(MOST_AT_ONCE, pass.open.size()));
        for (Entitlement entitlement : next) {
            Verification now;
            try {
                now = verifier.verify(entitlement);
            } catch (RuntimeException | LinkageError e) {
                LOG.debug("verifying {} threw", entitlement, e);
                now = new Verification.Unclear(e.getClass().getSimpleName());
            }
            if (now instanceof Verification.Unclear unclear) {
                LOG.debug("{} could not be verified: {}", entitlement, unclear.message());
                pass.seen.putIfAbsent(entitlement, now);
            } else if (!now.equals(pass.seen.put(entitlement, now))) {
                tell(entitlement, now);
            }
        }
        next.clear();
    }

    private static void tell(Entitlement entitlement, Verification now) {
        if (now instanceof Verification.Unusable unusable) {
            LOG.warn("{} cannot be handed out, its eligibilities are disabled: {}", entitlement, unusable.why());
        } else if (now instanceof Verification.Usable usable) {
            usable.warnings().forEach(warning -> LOG.warn("{}: {}", entitlement, warning));
        }
    }

    private static Map<EligibilityId, String> unusable(
            Rulebook.Revision revision, Map<Entitlement, Verification> seen) {
        Map<EligibilityId, String> disabled = new LinkedHashMap<>();
        for (Eligibility eligibility : revision.catalogue().eligibilities()) {
            for (Entitlement entitlement : eligibility.entitlements()) {
                if (seen.get(entitlement) instanceof Verification.Unusable unusable) {
                    disabled.putIfAbsent(eligibility.id(), entitlement + ": " + unusable.why());
                }
            }
        }
        return disabled;
    }

    private void checkRights(AccessProvider provider) {
        if (!(provider instanceof SelfCheck check)) {
            return;
        }
        List<MissingRight> now;
        try {
            now = List.copyOf(check.missingRights());
        } catch (ProviderException e) {
            int count = failures.failed(provider.id().value());
            LOG.atLevel(Failures.level(count))
                    .log(
                            "provider {} did not tell which rights are missing, {} times in a row: {}",
                            provider.id(),
                            count,
                            e.getMessage());
            return;
        }
        failures.worked(provider.id().value());
        List<MissingRight> before = missing.put(provider.id(), now);
        if (!now.equals(before)) {
            now.forEach(right -> LOG.error(
                    "provider {} lacks the right {} for {}: {}",
                    provider.id(),
                    right.right(),
                    right.kinds().isEmpty() ? "all kinds" : right.kinds(),
                    right.detail()));
        }
    }
}
