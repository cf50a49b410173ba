package io.jitaccess.testkit.provider;

import io.jitaccess.spi.AccessRef;
import io.jitaccess.spi.ChangeOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Providers that are careless with credentials and sessions. */
final class BrokenSecrets {

    private BrokenSecrets() {}

    static List<Break> all() {
        return List.of(
                Break.of(
                        "issues for an hour more than asked",
                        "Invariant 15: a credential works until its end, and not later",
                        environment -> new Wrapped(environment) {
                            @Override
                            public Issuing issue(AccessRef access, Instant until, int number) {
                                super.assign(access, until.plus(Duration.ofHours(1)), true);
                                return super.issue(access, until.plus(Duration.ofHours(1)), number);
                            }
                        }),
                Break.of(
                        "hands the same credential out again",
                        "Invariant 15: issuing anew ends the credential before",
                        environment -> new Wrapped(environment) {
                            private final Map<AccessRef, Issuing> kept = new HashMap<>();

                            @Override
                            public Issuing issue(AccessRef access, Instant until, int number) {
                                return kept.computeIfAbsent(access, ref -> super.issue(ref, until, number));
                            }
                        }),
                Break.of(
                        "makes the access when a credential is asked for",
                        "Invariant 15: without access no credential works",
                        environment -> new Wrapped(environment) {
                            @Override
                            public Issuing issue(AccessRef access, Instant until, int number) {
                                assign(access, until, false);
                                return super.issue(access, until, number);
                            }
                        }),
                Break.of(
                        "does not say that a token outlives its access",
                        "Invariant 3: a credential ends with its access, or the answer says when",
                        environment -> new Wrapped(environment) {
                            @Override
                            public ChangeOutcome revoke(AccessRef access) {
                                ChangeOutcome outcome = super.revoke(access);
                                return outcome instanceof ChangeOutcome.Done done
                                        ? ChangeOutcome.done(done.effect())
                                        : outcome;
                            }
                        }),
                Break.of(
                        "says that sessions have ended, and ends none",
                        "Invariant 3: sessions end after a revoke, or the answer says when",
                        environment -> new Wrapped(environment) {
                            @Override
                            public SessionEnding endSessions(AccessRef access) {
                                return new SessionEnding.Ended(0);
                            }
                        }),
                Break.of(
                        "shows the last password in its text",
                        "Invariant 15: a secret shows in no text, answer or output",
                        environment -> new Wrapped(environment) {
                            private @Nullable String last;

                            @Override
                            public Issuing issue(AccessRef access, Instant until, int number) {
                                Issuing issuing = super.issue(access, until, number);
                                if (issuing instanceof Issuing.Issued issued) {
                                    last = issued.credential().fields().toString();
                                }
                                return issuing;
                            }

                            @Override
                            public String toString() {
                                return "provider, last issued " + last;
                            }
                        }),
                Break.of(
                        "logs what it issues",
                        "Invariant 15: a secret shows in no text, answer or output",
                        environment -> new Wrapped(environment) {
                            @Override
                            public Issuing issue(AccessRef access, Instant until, int number) {
                                Issuing issuing = super.issue(access, until, number);
                                if (issuing instanceof Issuing.Issued issued) {
                                    System.err.println(
                                            "issued " + issued.credential().fields());
                                }
                                return issuing;
                            }
                        }));
    }
}
