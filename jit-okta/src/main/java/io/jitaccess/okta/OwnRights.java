package io.jitaccess.okta;

import io.jitaccess.entitlement.EntitlementKind;
import io.jitaccess.spi.SelfCheck.MissingRight;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds out what the library's own account lacks, and changes nothing: each scope by a token of its own, and each right to
 * read by reading. Okta has no question for rights to change.
 */
final class OwnRights {

    private final Okta okta;
    private final List<Operation> operations;
    private final Map<Operation, Runnable> probes;

    /** @param probes requests that change nothing, for some of the operations */
    OwnRights(Okta okta, List<Operation> operations, Map<Operation, Runnable> probes) {
        this.okta = okta;
        this.operations = List.copyOf(operations);
        this.probes = Map.copyOf(probes);
    }

    List<MissingRight> missing() {
        return Failure.orThrow(() -> {
            List<MissingRight> scopes = Operation.scopes(operations).stream()
                    .filter(scope -> !okta.isGranted(scope))
                    .map(scope -> new MissingRight(
                            scope,
                            kinds(scope),
                            "the scope is not granted to the app, and without it Okta gives no token"))
                    .toList();
            return scopes.isEmpty() ? unreadable() : scopes;
        });
    }

    private List<MissingRight> unreadable() {
        List<MissingRight> missing = new ArrayList<>();
        for (Operation operation : operations) {
            Optional.ofNullable(probes.get(operation))
                    .flatMap(OwnRights::refused)
                    .ifPresent(said -> missing.add(new MissingRight(
                            operation.right(),
                            operation.kind().map(Set::of).orElse(Set.of()),
                            operation.request() + ": " + said)));
        }
        return missing;
    }

    private static Optional<String> refused(Runnable probe) {
        try {
            probe.run();
            return Optional.empty();
        } catch (RuntimeException e) {
            Failure failure = Failure.of(e);
            if (!failure.isUnseen()) {
                throw e;
            }
            return Optional.of(failure.message());
        }
    }

    /** Empty, for all, as soon as one operation with the scope is needed whatever is handed out. */
    private Set<EntitlementKind> kinds(String scope) {
        List<Operation> with = operations.stream()
                .filter(operation -> operation.scope().equals(scope))
                .toList();
        return with.stream().anyMatch(operation -> operation.kind().isEmpty())
                ? Set.of()
                : with.stream().flatMap(operation -> operation.kind().stream()).collect(Collectors.toSet());
    }
}
