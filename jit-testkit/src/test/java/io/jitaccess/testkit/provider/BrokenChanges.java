package io.jitaccess.testkit.provider;

import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.problem.Problem;
import io.jitaccess.spi.AccessRef;
import io.jitaccess.spi.ChangeOutcome;
import io.jitaccess.spi.ChangeOutcome.Effect;
import io.jitaccess.spi.Observation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Providers that give or take the wrong thing. */
final class BrokenChanges {

    private BrokenChanges() {}

    static List<Break> all() {
        return List.of(
                Break.of(
                        "says that an assign is done, and does nothing",
                        "Invariant 4: an assign that is done has made the access",
                        environment -> new Wrapped(environment) {
                            @Override
                            public ChangeOutcome assign(AccessRef access, Instant until, boolean ours) {
                                return ChangeOutcome.done(Effect.CREATED);
                            }
                        }),
                Break.of(
                        "refuses what is there already",
                        "Invariant 5: assigning what is there succeeds and changes nothing",
                        environment -> new Wrapped(environment) {
                            @Override
                            public ChangeOutcome assign(AccessRef access, Instant until, boolean ours) {
                                ChangeOutcome outcome = super.assign(access, until, ours);
                                return outcome.equals(ChangeOutcome.done(Effect.ALREADY_PRESENT))
                                        ? new ChangeOutcome.Refused("409 exists already")
                                        : outcome;
                            }
                        }),
                Break.of(
                        "only ever updates what was ours",
                        "Invariant 5: assigning what was ours and is gone makes it anew",
                        environment -> new Wrapped(environment) {
                            @Override
                            public ChangeOutcome assign(AccessRef access, Instant until, boolean ours) {
                                boolean gone = ours && !cloud.holds(access.principal(), access.entitlement());
                                return gone ? ChangeOutcome.done(Effect.UPDATED) : super.assign(access, until, ours);
                            }
                        }),
                Break.of(
                        "gives more than is named",
                        "Invariant 6: an assign gives nothing but what it names",
                        environment -> new Wrapped(environment) {
                            @Override
                            public ChangeOutcome assign(AccessRef access, Instant until, boolean ours) {
                                String kind = access.entitlement().kind().value();
                                cloud.outsiderAdds(
                                        access.principal(), fake.to(kind, "contract/orders"), Optional.empty());
                                return super.assign(access, until, ours);
                            }
                        }),
                Break.of(
                        "says that a revoke is done, and does nothing",
                        "Invariant 4: a revoke that is done has ended the access",
                        environment -> new Wrapped(environment) {
                            @Override
                            public ChangeOutcome revoke(AccessRef access) {
                                return ChangeOutcome.done(Effect.REMOVED);
                            }
                        }),
                Break.of(
                        "cannot revoke twice",
                        "Invariant 5: revoking what is absent succeeds",
                        environment -> new Wrapped(environment) {
                            @Override
                            public ChangeOutcome revoke(AccessRef access) {
                                ChangeOutcome outcome = super.revoke(access);
                                return outcome.equals(ChangeOutcome.done(Effect.ALREADY_ABSENT))
                                        ? new ChangeOutcome.Refused("404 not found")
                                        : outcome;
                            }
                        }),
                Break.of(
                        "takes the access from everybody",
                        "Invariant 6: a revoke ends nothing but what it names",
                        environment -> new Wrapped(environment) {
                            @Override
                            public ChangeOutcome revoke(AccessRef access) {
                                ChangeOutcome outcome = super.revoke(access);
                                cloud.entries().stream()
                                        .filter(entry -> fake.targetKey(access.entitlement())
                                                .value()
                                                .equals(entry.kind() + ":" + entry.name()))
                                        .forEach(cloud::outsiderRemoves);
                                return outcome;
                            }
                        }),
                Break.of(
                        "takes away what somebody else gave, too",
                        "Invariant 6: with marks, a revoke leaves what does not carry ours",
                        environment -> new Wrapped(environment) {
                            @Override
                            public ChangeOutcome revoke(AccessRef access) {
                                ChangeOutcome outcome = super.revoke(access);
                                cloud.entries(access.principal(), access.entitlement()).stream()
                                        .filter(entry -> entry.grant().equals(access.grant()))
                                        .forEach(cloud::outsiderRemoves);
                                return outcome;
                            }
                        }),
                Break.of(
                        "needs to be told the grant",
                        "Invariant 3: with marks, what a listing shows ends by its mark alone",
                        environment -> new Wrapped(environment) {
                            @Override
                            public ChangeOutcome revoke(AccessRef access) {
                                return access.entitlement().kind().value().equals("login")
                                                && access.grant().isEmpty()
                                        ? new ChangeOutcome.Refused("no grant")
                                        : super.revoke(access);
                            }
                        }),
                Break.of(
                        "takes away what every grant gave",
                        "Invariant 6: ending one grant leaves another's own access",
                        environment -> new Wrapped(environment) {
                            @Override
                            public ChangeOutcome revoke(AccessRef access) {
                                ChangeOutcome outcome = super.revoke(access);
                                cloud.outsiderRemoves(access.principal(), access.entitlement());
                                return outcome;
                            }
                        }),
                Break.of(
                        "puts text into a query unquoted",
                        "Invariant 6: hostile text touches nothing else",
                        environment -> new Wrapped(environment) {
                            @Override
                            public List<Problem> validate(Entitlement entitlement) {
                                return List.of();
                            }

                            @Override
                            public ChangeOutcome revoke(AccessRef access) {
                                if (access.entitlement()
                                        .attribute("name")
                                        .orElse("")
                                        .contains("' OR '1'='1")) {
                                    cloud.entries().forEach(cloud::outsiderRemoves);
                                }
                                return super.revoke(access);
                            }
                        }),
                Break.of(
                        "says that it gave what cannot be given",
                        "Invariant 4: what cannot be given is never said to be done",
                        environment -> new Wrapped(environment) {
                            @Override
                            public ChangeOutcome assign(AccessRef access, Instant until, boolean ours) {
                                ChangeOutcome outcome = super.assign(access, until, ours);
                                return outcome instanceof ChangeOutcome.Refused
                                        ? ChangeOutcome.done(Effect.CREATED)
                                        : outcome;
                            }
                        }),
                Break.of(
                        "is stuck after two calls at once",
                        "Invariant 14: after many calls at once, the last one decides",
                        environment -> new Wrapped(environment) {
                            private final CountDownLatch two = new CountDownLatch(2);
                            private final AtomicBoolean stuck = new AtomicBoolean();

                            @Override
                            public ChangeOutcome assign(AccessRef access, Instant until, boolean ours) {
                                if (ours && !stuck.get()) {
                                    two.countDown();
                                    try {
                                        stuck.compareAndSet(false, two.await(200, TimeUnit.MILLISECONDS));
                                    } catch (InterruptedException e) {
                                        Thread.currentThread().interrupt();
                                    }
                                }
                                return stuck.get()
                                        ? ChangeOutcome.done(Effect.UPDATED)
                                        : super.assign(access, until, ours);
                            }
                        }),
                Break.of(
                        "gives an hour more than asked",
                        "Invariant 3: the service carries an end that is never later than asked",
                        environment -> new Wrapped(environment) {
                            @Override
                            public ChangeOutcome assign(AccessRef access, Instant until, boolean ours) {
                                return super.assign(access, until.plus(Duration.ofHours(1)), ours);
                            }
                        }),
                Break.of(
                                "lets access live for ever",
                                "Invariant 3: access ends by itself at its end",
                                environment -> new Wrapped(environment) {
                                    @Override
                                    public ChangeOutcome assign(AccessRef access, Instant until, boolean ours) {
                                        ChangeOutcome outcome = super.assign(access, until, ours);
                                        cloud.outsiderChangesExpiry(
                                                access.principal(), access.entitlement(), Optional.empty());
                                        return outcome;
                                    }
                                })
                        .andBy("Invariant 3: the service carries an end that is never later than asked"),
                Break.of(
                        "extends nothing",
                        "Invariant 13: access of ours gets the new end that is asked for",
                        environment -> new Wrapped(environment) {
                            @Override
                            public ChangeOutcome assign(AccessRef access, Instant until, boolean ours) {
                                ChangeOutcome outcome = super.assign(access, until, false);
                                return ours ? ChangeOutcome.done(Effect.UPDATED) : outcome;
                            }
                        }),
                Break.of(
                                "extends whatever is there",
                                "Invariant 6: access that somebody else gave keeps its end",
                                environment -> new Wrapped(environment) {
                                    @Override
                                    public ChangeOutcome assign(AccessRef access, Instant until, boolean ours) {
                                        return super.assign(access, until, true);
                                    }
                                })
                        .andBy("Invariant 6: access keeps its end unless it is said to be ours"),
                Break.of(
                        "looks at what cannot be read and sees nothing there",
                        "Invariant 5: what cannot be read is unclear, and never absent",
                        environment -> new Wrapped(environment) {
                            @Override
                            public Observation observe(AccessRef access) {
                                Observation look = super.observe(access);
                                return look instanceof Observation.Unclear ? Observation.absent() : look;
                            }
                        }),
                Break.of(
                        "revokes what cannot be read",
                        "Invariant 5: what cannot be read is unclear, and never absent",
                        environment -> new Wrapped(environment) {
                            @Override
                            public ChangeOutcome revoke(AccessRef access) {
                                ChangeOutcome outcome = super.revoke(access);
                                return outcome instanceof ChangeOutcome.Refused
                                        ? ChangeOutcome.done(Effect.ALREADY_ABSENT)
                                        : outcome;
                            }
                        }));
    }
}
