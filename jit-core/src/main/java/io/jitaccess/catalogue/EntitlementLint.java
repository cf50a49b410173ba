package io.jitaccess.catalogue;

import io.jitaccess.eligibility.Eligibility;
import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.entitlement.ProviderId;
import io.jitaccess.entitlement.TargetKey;
import io.jitaccess.problem.Problem;
import io.jitaccess.spi.AccessProvider;
import io.jitaccess.spi.KindDescriptor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Judges what an eligibility hands out: whether the providers know it, find it well formed and can last so long. */
final class EntitlementLint {

    private final Map<ProviderId, AccessProvider> providers;
    private final Findings errors;
    private final Findings warnings;

    EntitlementLint(Map<ProviderId, AccessProvider> providers, Findings errors, Findings warnings) {
        this.providers = providers;
        this.errors = errors;
        this.warnings = warnings;
    }

    void check(Eligibility eligibility) {
        String path = "eligibilities[" + eligibility.id() + "]";
        List<KindDescriptor> kinds = new ArrayList<>();
        Map<ProviderId, Map<TargetKey, Integer>> targets = new HashMap<>();
        for (int i = 0; i < eligibility.entitlements().size(); i++) {
            Entitlement entitlement = eligibility.entitlements().get(i);
            String at = path + ".entitlements[" + i + "]";
            AccessProvider provider = providers.get(entitlement.provider());
            if (provider == null) {
                errors.add(
                        at + ".provider",
                        "unknown-provider",
                        "there is no provider " + entitlement.provider()
                                + hint(entitlement.provider().value(), providers.keySet()));
                continue;
            }
            Optional<KindDescriptor> kind = kind(provider, entitlement, at);
            kind.ifPresent(kinds::add);
            if (kind.isPresent() && isWellFormed(provider, entitlement, at)) {
                distinct(provider, entitlement, i, targets, at);
            }
        }
        durations(eligibility, kinds, path + ".duration");
    }

    private Optional<KindDescriptor> kind(AccessProvider provider, Entitlement entitlement, String at) {
        Optional<KindDescriptor> known = provider.kinds().stream()
                .filter(kind -> kind.kind().equals(entitlement.kind()))
                .findFirst();
        if (known.isEmpty()) {
            errors.add(
                    at + ".kind",
                    "unknown-kind",
                    "the provider " + provider.id() + " has no kind " + entitlement.kind()
                            + hint(
                                    entitlement.kind().value(),
                                    provider.kinds().stream()
                                            .map(KindDescriptor::kind)
                                            .toList()));
        }
        return known;
    }

    private boolean isWellFormed(AccessProvider provider, Entitlement entitlement, String at) {
        try {
            List<Problem> problems = provider.validate(entitlement);
            problems.forEach(problem -> errors.add(
                    Findings.name(problem.field().isEmpty() ? at : at + "." + problem.field()),
                    problem.code(),
                    problem.message()));
            return problems.isEmpty();
        } catch (RuntimeException fault) {
            failed(provider, fault, at);
            return false;
        }
    }

    private void distinct(
            AccessProvider provider,
            Entitlement entitlement,
            int index,
            Map<ProviderId, Map<TargetKey, Integer>> targets,
            String at) {
        try {
            Integer first = targets.computeIfAbsent(provider.id(), id -> new HashMap<>())
                    .putIfAbsent(provider.targetKey(entitlement), index);
            if (first != null) {
                warnings.add(at, "same-access", "gives the same access as entitlements[" + first + "]");
            }
        } catch (RuntimeException fault) {
            failed(provider, fault, at);
        }
    }

    /** A provider that throws here breaks its contract; it refuses the catalogue, and nothing else fails with it. */
    private void failed(AccessProvider provider, RuntimeException fault, String at) {
        errors.add(
                at,
                "provider-failed",
                "the provider " + provider.id() + " could not judge it: "
                        + fault.getClass().getSimpleName());
    }

    private void durations(Eligibility eligibility, List<KindDescriptor> kinds, String at) {
        Duration shortest = eligibility.duration().shortest();
        kinds.stream()
                .filter(kind -> shortest.compareTo(kind.shortestGrant()) < 0)
                .max((a, b) -> a.shortestGrant().compareTo(b.shortestGrant()))
                .ifPresent(kind -> errors.add(
                        at + ".shortest",
                        "too-short",
                        shortest + " is below " + kind.shortestGrant() + ", the shortest grant that " + kind.kind()
                                + " can give"));
        kinds.stream().min((a, b) -> a.longest().compareTo(b.longest())).ifPresent(kind -> {
            if (eligibility.duration().longest().compareTo(kind.longest()) > 0) {
                tooLong(at + ".longest", eligibility.duration().longest(), kind);
            } else if (eligibility.duration().longestTotal().compareTo(kind.longest()) > 0) {
                tooLong(at + ".longestTotal", eligibility.duration().longestTotal(), kind);
            }
        });
    }

    private void tooLong(String at, Duration duration, KindDescriptor kind) {
        errors.add(
                at,
                "too-long",
                duration + " is above " + kind.longest() + ", the longest that " + kind.kind() + " can give");
    }

    private static String hint(String name, Iterable<?> known) {
        List<String> names = new ArrayList<>();
        known.forEach(each -> names.add(each.toString()));
        return NearestName.hint(name, names);
    }
}
