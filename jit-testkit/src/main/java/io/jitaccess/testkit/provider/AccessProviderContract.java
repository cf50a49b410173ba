package io.jitaccess.testkit.provider;

import io.jitaccess.entitlement.PrincipalId;
import io.jitaccess.identity.Identity;
import io.jitaccess.spi.AccessProvider;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestReporter;

/**
 * What every provider must hold. Make a test class that extends this, and implement the abstract methods against a real
 * service or a faithful fake of one; the other methods say what more the environment can do. Each test is named after
 * the invariant that it holds, and a failure names it with what was expected and seen.
 *
 * <p>Abilities are found by {@code instanceof} and by what each kind declares. What does not apply, or cannot be tried in
 * this environment, is printed and published through {@link TestReporter} under the key {@value #NOT_RUN}, with the
 * reason. Tests clean up behind themselves through {@link ProviderTruth#outsiderRemoves}; run them one at a time at one
 * service.
 *
 * <p>A field of a credential counts as secret when its name speaks of a password, secret, token, key, passphrase,
 * credential or certificate.
 */
public abstract class AccessProviderContract extends InvariantTests {

    /** The report key of what was not run. */
    public static final String NOT_RUN = "not run";

    private @Nullable TestInfo info;
    private @Nullable TestReporter reporter;

    // ---- what a provider's test says

    /** The provider under test; asked for once in each test. */
    protected abstract AccessProvider provider();

    /** One sample of each kind that the provider declares. */
    protected abstract List<KindSample> samples();

    /** Two or more identities that have an account and hold none of the samples. */
    protected abstract List<Identity> identities();

    /** An identity that has no account. */
    protected abstract Identity identityWithoutAccount();

    /** What is really so at the service. */
    protected abstract ProviderTruth truth();

    /** The service's time: {@code Clock.systemUTC()} for a real one. */
    protected abstract InstantSource clock();

    /** Moves the service's time forward, read lag and native expiry included; empty if only waiting does. */
    protected Optional<Consumer<Duration>> advance() {
        return Optional.empty();
    }

    /** Uses credentials and sessions; empty if this environment cannot. */
    protected Optional<ProviderUse> use() {
        return Optional.empty();
    }

    /** Makes calls fail; empty if this environment cannot. */
    protected Optional<ProviderFaults> faults() {
        return Optional.empty();
    }

    /** A well formed principal that the service does not know; a batch with it must fail for it alone. */
    protected Optional<PrincipalId> unknownPrincipal() {
        return Optional.empty();
    }

    /** How long a test may really wait for access to end by itself. */
    protected Duration patience() {
        return Duration.ofSeconds(20);
    }

    @BeforeEach
    final void contractTestBegins(TestInfo test, TestReporter report) {
        this.info = test;
        this.reporter = report;
    }

    @Override
    final void check(Consumer<Bench> check) {
        String invariant = Objects.requireNonNull(info, "no test runs").getDisplayName();
        Bench bench = new Bench(
                invariant,
                provider(),
                samples(),
                identities(),
                identityWithoutAccount(),
                unknownPrincipal(),
                truth(),
                clock(),
                advance(),
                use(),
                faults(),
                patience(),
                why -> report(invariant, why),
                new ArrayList<>(),
                new ArrayList<>());
        bench.guarded("the contract", () -> check.accept(bench));
        bench.verdict();
    }

    private void report(String invariant, String why) {
        String text = invariant + " - " + why;
        Objects.requireNonNull(reporter, "no test runs").publishEntry(NOT_RUN, text);
        System.out.println(NOT_RUN + ": " + text);
    }
}
