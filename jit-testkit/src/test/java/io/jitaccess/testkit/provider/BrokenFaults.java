package io.jitaccess.testkit.provider;

import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.entitlement.EntitlementKind;
import io.jitaccess.identity.Identity;
import io.jitaccess.spi.AccessRef;
import io.jitaccess.spi.ChangeOutcome;
import io.jitaccess.spi.ListedAccess;
import io.jitaccess.spi.Observation;
import io.jitaccess.spi.PrincipalLookup;
import io.jitaccess.spi.ProviderException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Providers that misread failures. */
final class BrokenFaults {

    private static final String CLAIMS = "Invariant 2: an answer that claims no effect has had none";

    private BrokenFaults() {}

    static List<Break> all() {
        return List.of(
                Break.of("takes a broken connection for a refusal", CLAIMS, environment -> new Wrapped(environment) {
                            @Override
                            public ChangeOutcome assign(AccessRef access, Instant until, boolean ours) {
                                try {
                                    return super.assign(access, until, ours);
                                } catch (RuntimeException e) {
                                    return new ChangeOutcome.Refused("failed");
                                }
                            }
                        })
                        .andBy("Invariant 2: a change whose answer is lost is unknown, and tried once")
                        .andBy("Invariant 14: an interrupted call ends within its time-out"),
                Break.of("takes a broken batch for worth another try", CLAIMS, environment -> new Wrapped(environment) {
                    @Override
                    public List<ChangeOutcome> apply(List<Change> changes) {
                        try {
                            return super.apply(changes);
                        } catch (RuntimeException e) {
                            return changes.stream()
                                    .<ChangeOutcome>map(change -> new ChangeOutcome.Retryable("failed"))
                                    .toList();
                        }
                    }
                }),
                Break.of("takes a refused revoke for done", CLAIMS, environment -> new Wrapped(environment) {
                    @Override
                    public ChangeOutcome revoke(AccessRef access) {
                        ChangeOutcome outcome = super.revoke(access);
                        return outcome instanceof ChangeOutcome.Done
                                ? outcome
                                : ChangeOutcome.done(ChangeOutcome.Effect.ALREADY_ABSENT);
                    }
                }),
                Break.of(
                        "sends a change again by itself",
                        "Invariant 2: a change whose answer is lost is unknown, and tried once",
                        environment -> new Wrapped(environment) {
                            @Override
                            public ChangeOutcome assign(AccessRef access, Instant until, boolean ours) {
                                try {
                                    return super.assign(access, until, ours);
                                } catch (RuntimeException e) {
                                    fake.faults().clear();
                                    return super.assign(access, until, ours);
                                }
                            }
                        }),
                Break.of(
                        "sees nothing when it cannot look",
                        "Invariant 5: a look that fails is unclear, and never absent",
                        environment -> new Wrapped(environment) {
                            @Override
                            public List<Observation> look(List<AccessRef> accesses) {
                                try {
                                    return super.look(accesses);
                                } catch (RuntimeException e) {
                                    return accesses.stream()
                                            .map(access -> Observation.absent())
                                            .toList();
                                }
                            }
                        }),
                Break.of(
                        "takes silence for a missing account",
                        "Invariant 7: a service that is silent is no missing account",
                        environment -> new Wrapped(environment) {
                            @Override
                            public PrincipalLookup principal(Identity identity, Entitlement entitlement) {
                                PrincipalLookup lookup = super.principal(identity, entitlement);
                                return lookup instanceof PrincipalLookup.Unclear
                                        ? new PrincipalLookup.NoPrincipal("not found")
                                        : lookup;
                            }
                        }),
                Break.of(
                        "lists nothing when it cannot list",
                        "Invariant 4: a listing that fails throws, and is never a short list",
                        environment -> new Wrapped(environment) {
                            @Override
                            public ListedAccess.Page list(EntitlementKind kind, Optional<String> from) {
                                try {
                                    return super.list(kind, from);
                                } catch (ProviderException e) {
                                    return new ListedAccess.Page(List.of(), Optional.empty());
                                }
                            }
                        }),
                Break.of(
                        "waits on when it is interrupted",
                        "Invariant 14: an interrupted call ends within its time-out",
                        environment -> new Wrapped(environment) {
                            @Override
                            public ChangeOutcome assign(AccessRef access, Instant until, boolean ours) {
                                boolean waits =
                                        access.entitlement().kind().value().equals("group");
                                return waits
                                        ? CompletableFuture.supplyAsync(() -> super.assign(access, until, ours))
                                                .join()
                                        : super.assign(access, until, ours);
                            }
                        }));
    }
}
