package io.jitaccess.testkit.provider;

import static io.jitaccess.testkit.provider.Bench.expect;

import io.jitaccess.spi.AccessRef;
import io.jitaccess.spi.ChangeOutcome;
import io.jitaccess.spi.ConnectLinks;
import io.jitaccess.spi.CredentialIssuer;
import io.jitaccess.spi.CredentialIssuer.Credential;
import io.jitaccess.spi.CredentialIssuer.Issuing;
import io.jitaccess.spi.SessionEnder;
import io.jitaccess.spi.SessionEnder.SessionEnding;
import io.jitaccess.testkit.provider.ProviderUse.OpenSession;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Credentials that are issued, and sessions that are open. */
final class SecretChecks {

    private static final Pattern SECRET =
            Pattern.compile("password|secret|token|key|credential|passphrase|certificate");

    private SecretChecks() {}

    static void worksUntilItsEnd(Bench bench) {
        eachIssuing(bench, (scene, use) -> {
            Instant until = scene.until(Duration.ofSeconds(3));
            AccessRef access = scene.given(scene.access(0));
            Credential credential = issued(scene, access, until, 1);
            expect(!credential.usableUntil().isAfter(until), "an end not after " + until, credential.usableUntil());
            expect(use.works(access, credential), "an issued credential to work", "it does not");
            Duration wait = Duration.between(bench.clock().instant(), until);
            if (bench.advance().isEmpty() && wait.compareTo(bench.patience()) > 0) {
                scene.notRun("its shortest credential lasts " + wait + ", and this environment cannot move time");
                return;
            }
            boolean ended = bench.await(wait, () -> !use.works(access, credential))
                    || (bench.advance().isEmpty()
                            && bench.await(Duration.ofSeconds(5), () -> !use.works(access, credential)));
            expect(ended, "a credential not to work after " + until, "it does");
            scene.revoke(access);
        });
    }

    static void issuedAnewEndsTheFormer(Bench bench) {
        eachIssuing(bench, (scene, use) -> {
            Instant until = scene.until();
            AccessRef access = scene.given(scene.access(0));
            Credential first = issued(scene, access, until, 1);
            Credential second = issued(scene, access, until, 2);
            expect(use.works(access, second), "the second credential to work", "it does not");
            if (scene.isObservable()) {
                expect(!use.works(access, first), "the first credential to have ended", "it works");
            } else {
                scene.notRun("what nobody can see nobody can recall: the first credential ends by its lifetime");
            }
            scene.revoke(access);
        });
    }

    static void noneWithoutAccess(Bench bench) {
        eachIssuing(bench, (scene, use) -> {
            if (scene.keepsNothing()) {
                scene.notRun(
                        "the service keeps nothing of it: the library's records alone tell when nothing may be issued");
                return;
            }
            AccessRef access = scene.access(0);
            nothingWorks(scene, use, access, "before the access was made");
            scene.given(access);
            scene.revoke(access);
            nothingWorks(scene, use, access, "after the access was revoked");
        });
    }

    private static void nothingWorks(Scene scene, ProviderUse use, AccessRef access, String when) {
        Issuing issuing;
        try {
            issuing = issuer(scene).issue(access, scene.until(), 1);
        } catch (RuntimeException nothingIssued) {
            return;
        }
        boolean works = issuing instanceof Issuing.Issued issued && use.works(access, issued.credential());
        expect(!works, "no credential that works " + when, issuing);
    }

    static void endsWithItsAccess(Bench bench) {
        eachIssuing(bench, (scene, use) -> {
            AccessRef access = scene.given(scene.access(0));
            Credential credential = issued(scene, access, scene.until(), 1);
            ChangeOutcome revoke = scene.revoke(access);
            if (use.works(access, credential)) {
                Optional<Instant> latest =
                        revoke instanceof ChangeOutcome.Done done ? done.latestUsable() : Optional.empty();
                if (latest.isEmpty() && scene.keepsNothing()) {
                    scene.notRun("the service keeps nothing of it: the library recorded until when it works");
                    return;
                }
                expect(
                        latest.isPresent() && !latest.get().isBefore(credential.usableUntil()),
                        "a credential not to work after the revoke, or the answer to say until when: "
                                + credential.usableUntil(),
                        revoke);
            }
        });
    }

    static void showsInNoText(Bench bench) {
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        List<String> texts = new ArrayList<>();
        eachIssuing(bench, (scene, use) -> {
            AccessRef access = scene.given(scene.access(0));
            List<Credential> credentials = new ArrayList<>();
            System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
            System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
            try {
                credentials.add(issued(scene, access, scene.until(), 1));
                credentials.add(issued(scene, access, scene.until(), 2));
                texts.add(scene.provider.toString());
                if (scene.isObservable()) {
                    texts.add(scene.observe(access).toString());
                    texts.add(scene.list().toString());
                }
                if (scene.provider instanceof ConnectLinks links) {
                    texts.add(links.connectLink(access).toString());
                }
                texts.add(scene.revoke(access).toString());
                if (scene.provider instanceof SessionEnder sessions) {
                    texts.add(sessions.endSessions(access).toString());
                }
                texts.add(again(scene, access));
            } finally {
                System.setOut(out);
                System.setErr(err);
            }
            texts.add(printed.toString(StandardCharsets.UTF_8));
            credentials.forEach(credential -> {
                expect(
                        !secrets(credential).isEmpty(),
                        "a field that by its name is a secret (" + SECRET + ")",
                        credential);
                secrets(credential)
                        .forEach((field, secret) -> expect(
                                texts.stream().noneMatch(text -> text.contains(secret)),
                                "the " + field + " in no text, answer or output",
                                texts.stream()
                                        .filter(text -> text.contains(secret))
                                        .map(text -> text.replace(secret, "<the " + field + ">"))
                                        .findFirst()
                                        .orElse("")));
            });
        });
    }

    private static String again(Scene scene, AccessRef access) {
        try {
            return issuer(scene).issue(access, scene.until(), 3).toString();
        } catch (RuntimeException e) {
            return e.toString();
        }
    }

    private static Map<String, String> secrets(Credential credential) {
        return credential.fields().entrySet().stream()
                .filter(field ->
                        SECRET.matcher(field.getKey().toLowerCase(Locale.ROOT)).find())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    static void sessionsEnd(Bench bench) {
        if (!(bench.provider() instanceof SessionEnder ender)) {
            bench.notRun().accept("it ends no sessions");
            return;
        }
        bench.eachKind(scene -> {
            AccessRef access = scene.given(scene.access(0));
            Optional<OpenSession> session = open(scene, access);
            scene.revoke(access);
            for (int time = 1; time <= 2; time++) {
                SessionEnding ending = ender.endSessions(access);
                boolean works = session.isPresent() && session.get().works();
                if (ending instanceof SessionEnding.NotPossible notPossible) {
                    expect(
                            !works || notPossible.latestUsable().isPresent(),
                            "an answer that says until when sessions work",
                            ending);
                } else {
                    expect(ending instanceof SessionEnding.Ended, "ended sessions, time " + time, ending);
                    expect(!works, "no session that works after they were ended", "one does");
                }
            }
        });
    }

    private static Optional<OpenSession> open(Scene scene, AccessRef access) {
        if (scene.bench.use().isEmpty()) {
            scene.notRun("this environment cannot open a session; only the answers were judged");
            return Optional.empty();
        }
        Optional<Credential> credential = scene.provider instanceof CredentialIssuer issuer && issuer.issues(access)
                ? Optional.of(issued(scene, access, scene.until(), 1))
                : Optional.empty();
        Optional<OpenSession> session = scene.bench.use().get().open(access, credential);
        if (session.isEmpty()) {
            scene.notRun("it has no sessions; only the answers were judged");
        } else {
            expect(session.get().works(), "a session that works before the revoke", "it does not");
        }
        return session;
    }

    private static void eachIssuing(Bench bench, BiConsumer<Scene, ProviderUse> check) {
        if (!(bench.provider() instanceof CredentialIssuer issuer)) {
            bench.notRun().accept("it issues no credentials");
            return;
        }
        if (bench.use().isEmpty()) {
            bench.notRun().accept("this environment cannot use a credential");
            return;
        }
        bench.eachKind(scene -> {
            if (issuer.issues(scene.access(0))) {
                check.accept(scene, bench.use().get());
            } else {
                scene.notRun("no credentials are issued for it");
            }
        });
    }

    private static CredentialIssuer issuer(Scene scene) {
        return (CredentialIssuer) scene.provider;
    }

    private static Credential issued(Scene scene, AccessRef access, Instant until, int number) {
        Issuing issuing = issuer(scene).issue(access, until, number);
        expect(issuing instanceof Issuing.Issued, "a credential for access that is in force", issuing);
        return ((Issuing.Issued) issuing).credential();
    }
}
