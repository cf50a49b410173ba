package io.jitaccess.testkit.provider;

import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.entitlement.EntitlementKind;
import io.jitaccess.spi.KindDescriptor;
import io.jitaccess.spi.KindDescriptor.Attribute;
import io.jitaccess.spi.KindDescriptor.Expiry;
import io.jitaccess.spi.KindDescriptor.Marks;
import io.jitaccess.spi.KindDescriptor.Scope;
import io.jitaccess.spi.KindDescriptor.Sight;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A kind that a {@link FakeProvider} hands out. The factories give one of each sort that real services have; all take
 * the single attribute {@code name}, give 1 second to 7 days, and answer within 5 seconds, with effect after at most 10.
 *
 * @param descriptor what is declared; the fake behaves as it says
 * @param secrets what is issued for it
 * @param age how old the state is that a read shows; at most the declared read lag
 */
public record FakeKind(KindDescriptor descriptor, Secrets secrets, Duration age) {

    /** Which credentials a kind issues. */
    public enum Secrets {
        NONE,
        /** A user name and password that work while the access is in force; sessions outlive it until they are ended. */
        LOGIN,
        /** A text that works until its end, and that nobody can recall. */
        TOKEN
    }

    public FakeKind {
        if (descriptor.attributes().size() != 1
                || !descriptor.attributes().get(0).name().equals(FakeNames.ATTRIBUTE)) {
            throw new IllegalArgumentException(
                    descriptor.kind() + " must declare the one attribute " + FakeNames.ATTRIBUTE);
        }
        if (age.isNegative() || age.compareTo(descriptor.readLag()) > 0) {
            throw new IllegalArgumentException(descriptor.kind() + ": reads are older than the declared read lag");
        }
    }

    /** {@code group}: shared, no native expiry, no marks; like a membership of a plain group. */
    public static FakeKind group() {
        return kind("group", Scope.SHARED, Expiry.NONE, Sight.OBSERVABLE, Marks.UNMARKED, Secrets.NONE);
    }

    /** {@code binding}: shared, native expiry, with marks; like a policy binding with a condition and a title. */
    public static FakeKind binding() {
        return kind("binding", Scope.SHARED, Expiry.NATIVE, Sight.OBSERVABLE, Marks.MARKED, Secrets.NONE);
    }

    /** {@code timed}: shared, native expiry, no marks; like a membership with an end. */
    public static FakeKind timed() {
        return kind("timed", Scope.SHARED, Expiry.NATIVE, Sight.OBSERVABLE, Marks.UNMARKED, Secrets.NONE);
    }

    /** {@code login}: per grant, native expiry, with marks, issues logins that open sessions; like a database user. */
    public static FakeKind login() {
        return kind("login", Scope.PER_GRANT, Expiry.NATIVE, Sight.OBSERVABLE, Marks.MARKED, Secrets.LOGIN);
    }

    /** {@code token}: per grant, nobody can see it, ends by itself, issues tokens; like a signed session token. */
    public static FakeKind token() {
        return kind("token", Scope.PER_GRANT, Expiry.NATIVE, Sight.UNOBSERVABLE, Marks.UNMARKED, Secrets.TOKEN);
    }

    /** {@code laggy}: as {@link #group()}, but every read shows the state of 30 seconds ago. */
    public static FakeKind laggy() {
        return kind("laggy", Scope.SHARED, Expiry.NONE, Sight.OBSERVABLE, Marks.UNMARKED, Secrets.NONE)
                .withReadLag(Duration.ofSeconds(30));
    }

    /** One of each. */
    public static List<FakeKind> all() {
        return List.of(group(), binding(), timed(), login(), token(), laggy());
    }

    public EntitlementKind kind() {
        return descriptor.kind();
    }

    /** An entitlement of this kind. */
    public Entitlement to(String provider, String name) {
        return Entitlement.of(provider, kind().value(), Map.of(FakeNames.ATTRIBUTE, name));
    }

    /** The same under another name. */
    public FakeKind named(String name) {
        KindDescriptor d = descriptor;
        return with(new KindDescriptor(
                new EntitlementKind(name),
                d.displayName(),
                d.attributes(),
                d.scope(),
                d.expiry(),
                d.sight(),
                d.marks(),
                d.shortest(),
                d.longest(),
                d.readLag(),
                d.propagation(),
                d.callTimeout(),
                d.effectHorizon()));
    }

    /** With other limits of how long access may last. */
    public FakeKind withLimits(Duration shortest, Duration longest) {
        KindDescriptor d = descriptor;
        return with(shaped(d, shortest, longest, d.readLag(), d.callTimeout(), d.effectHorizon()));
    }

    /** With reads that show the state of that long ago. */
    public FakeKind withReadLag(Duration readLag) {
        KindDescriptor d = descriptor;
        return new FakeKind(
                shaped(d, d.shortest(), d.longest(), readLag, d.callTimeout(), d.effectHorizon()), secrets, readLag);
    }

    /** With reads that are declared to lag and do not, unless a fault makes one {@link Fault#stale}. */
    public FakeKind withPromptReads() {
        return new FakeKind(descriptor, secrets, Duration.ZERO);
    }

    /** With changes that are declared to take that long until they hold everywhere; in the fake itself they hold at once. */
    public FakeKind withPropagation(Duration propagation) {
        KindDescriptor d = descriptor;
        return with(new KindDescriptor(
                d.kind(),
                d.displayName(),
                d.attributes(),
                d.scope(),
                d.expiry(),
                d.sight(),
                d.marks(),
                d.shortest(),
                d.longest(),
                d.readLag(),
                propagation,
                d.callTimeout(),
                d.effectHorizon()));
    }

    /** With another declared time-out and horizon. The fake itself ends no call; scripted faults may outlast both. */
    public FakeKind withTimes(Duration callTimeout, Duration effectHorizon) {
        KindDescriptor d = descriptor;
        return with(shaped(d, d.shortest(), d.longest(), d.readLag(), callTimeout, effectHorizon));
    }

    private FakeKind with(KindDescriptor changed) {
        return new FakeKind(changed, secrets, age);
    }

    private static FakeKind kind(String name, Scope scope, Expiry expiry, Sight sight, Marks marks, Secrets secrets) {
        return new FakeKind(
                new KindDescriptor(
                        new EntitlementKind(name),
                        "Fake " + name,
                        List.of(new Attribute(FakeNames.ATTRIBUTE, true, "A path; a/* gives everything below a")),
                        scope,
                        expiry,
                        sight,
                        marks,
                        Duration.ofSeconds(1),
                        Duration.ofDays(7),
                        Duration.ZERO,
                        Duration.ZERO,
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(10)),
                secrets,
                Duration.ZERO);
    }

    private static KindDescriptor shaped(
            KindDescriptor d,
            Duration shortest,
            Duration longest,
            Duration readLag,
            Duration callTimeout,
            Duration effectHorizon) {
        return new KindDescriptor(
                d.kind(),
                d.displayName(),
                d.attributes(),
                d.scope(),
                d.expiry(),
                d.sight(),
                d.marks(),
                shortest,
                longest,
                readLag,
                d.propagation(),
                callTimeout,
                effectHorizon);
    }
}
