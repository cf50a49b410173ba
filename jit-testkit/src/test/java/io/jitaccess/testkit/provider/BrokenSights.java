package io.jitaccess.testkit.provider;

import io.jitaccess.entitlement.EntitlementKind;
import io.jitaccess.entitlement.TargetKey;
import io.jitaccess.spi.AccessRef;
import io.jitaccess.spi.ChangeOutcome;
import io.jitaccess.spi.ListedAccess;
import io.jitaccess.spi.Observation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** Providers that see the wrong thing, and batches. */
final class BrokenSights {

    private BrokenSights() {}

    static List<Break> all() {
        return List.of(
                Break.of(
                        "sees no marks",
                        "Invariant 6: access of ours is seen as ours exactly where there are marks",
                        environment -> new Wrapped(environment) {
                            @Override
                            public Observation observe(AccessRef access) {
                                return super.observe(access)
                                        .fold(
                                                there -> new Observation.Present(there.until(), Observation.Mark.NONE),
                                                absent -> absent,
                                                unclear -> unclear);
                            }
                        }),
                Break.of(
                                "takes whatever is there for its own",
                                "Invariant 6: access that somebody else gave is never seen as ours",
                                environment -> new Wrapped(environment) {
                                    @Override
                                    public Observation observe(AccessRef access) {
                                        return cloud.entries(access.principal(), access.entitlement()).stream()
                                                .findFirst()
                                                .<Observation>map(entry ->
                                                        new Observation.Present(entry.until(), Observation.Mark.OURS))
                                                .orElseGet(Observation::absent);
                                    }
                                })
                        .andBy("Invariant 6: access of ours is seen as ours exactly where there are marks"),
                Break.of(
                        "lists nothing",
                        "Invariant 4: a listing shows access of ours, and not what was revoked",
                        environment -> new Wrapped(environment) {
                            @Override
                            public ListedAccess.Page list(EntitlementKind kind, Optional<String> from) {
                                super.list(kind, from);
                                return new ListedAccess.Page(List.of(), Optional.empty());
                            }
                        }),
                Break.of(
                        "lists what was revoked, too",
                        "Invariant 4: a listing shows access of ours, and not what was revoked",
                        environment -> new Wrapped(environment) {
                            private final List<ListedAccess> all = new ArrayList<>();

                            @Override
                            public ListedAccess.Page list(EntitlementKind kind, Optional<String> from) {
                                all.addAll(super.list(kind, from).entries());
                                return new ListedAccess.Page(all, Optional.empty());
                            }
                        }),
                Break.of(
                        "lists only what it made",
                        "Invariant 6: a listing shows what somebody else gave, and not as ours",
                        environment -> new Wrapped(environment) {
                            @Override
                            public ListedAccess.Page list(EntitlementKind kind, Optional<String> from) {
                                return changed(
                                        super.list(kind, from),
                                        entries -> entries.filter(
                                                entry -> entry.mark().isPresent()));
                            }
                        }),
                Break.of(
                        "lists by other keys",
                        "Invariant 6: what is listed has the target key that it is assigned by",
                        environment -> new Wrapped(environment) {
                            @Override
                            public ListedAccess.Page list(EntitlementKind kind, Optional<String> from) {
                                return changed(
                                        super.list(kind, from),
                                        entries -> entries.flatMap(entry -> Stream.of(
                                                entry,
                                                new ListedAccess(
                                                        entry.principal(),
                                                        entry.entitlement(),
                                                        new TargetKey("x" + entry.targetKey()),
                                                        entry.mark(),
                                                        entry.until()))));
                            }
                        }),
                Break.of(
                        "lists what nobody can see",
                        "Invariant 4: what nobody can see is not listed",
                        environment -> new Wrapped(environment) {
                            @Override
                            public ListedAccess.Page list(EntitlementKind kind, Optional<String> from) {
                                var entitlement = fake.to(kind.value(), "contract/payments");
                                ListedAccess guess = new ListedAccess(
                                        Fakes.ANN,
                                        entitlement,
                                        targetKey(entitlement),
                                        Optional.empty(),
                                        Optional.empty());
                                return kind.value().equals("token")
                                        ? new ListedAccess.Page(List.of(guess), Optional.empty())
                                        : super.list(kind, from);
                            }
                        }),
                Break.of(
                        "has another batch key at each call",
                        "Invariant 12: a batch key is bounded, and stays the same",
                        environment -> new Wrapped(environment) {
                            @Override
                            public String batchKey(AccessRef access) {
                                return UUID.randomUUID().toString();
                            }
                        }),
                Break.of(
                        "answers the changes of a batch in the order of its work",
                        "Invariant 12: a batch answers each change, in the given order",
                        environment -> new Wrapped(environment) {
                            @Override
                            public List<ChangeOutcome> apply(List<Change> changes) {
                                List<ChangeOutcome> outcomes = new ArrayList<>(super.apply(changes));
                                Collections.reverse(outcomes);
                                return outcomes;
                            }
                        }),
                Break.of(
                        "fails a batch for one of its changes",
                        "Invariant 12: one bad change of a batch fails alone",
                        environment -> new Wrapped(environment) {
                            @Override
                            public List<ChangeOutcome> apply(List<Change> changes) {
                                List<ChangeOutcome> outcomes = super.apply(changes);
                                return outcomes.stream()
                                        .filter(ChangeOutcome.Refused.class::isInstance)
                                        .findFirst()
                                        .map(refused -> Collections.nCopies(changes.size(), refused))
                                        .orElse(outcomes);
                            }
                        }),
                Break.of(
                        "answers the looks of a batch backwards",
                        "Invariant 12: looks in a batch answer each access, in the given order",
                        environment -> new Wrapped(environment) {
                            @Override
                            public List<Observation> look(List<AccessRef> accesses) {
                                List<Observation> looks = new ArrayList<>(super.look(accesses));
                                Collections.reverse(looks);
                                return looks;
                            }
                        }));
    }

    private static ListedAccess.Page changed(
            ListedAccess.Page page, java.util.function.UnaryOperator<Stream<ListedAccess>> change) {
        return new ListedAccess.Page(change.apply(page.entries().stream()).toList(), page.next());
    }
}
