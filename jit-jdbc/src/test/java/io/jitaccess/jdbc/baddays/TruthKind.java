package io.jitaccess.jdbc.baddays;

import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.entitlement.EntitlementKind;
import io.jitaccess.spi.KindDescriptor;
import io.jitaccess.spi.KindDescriptor.Expiry;
import io.jitaccess.spi.KindDescriptor.Marks;
import io.jitaccess.spi.KindDescriptor.Scope;
import io.jitaccess.spi.KindDescriptor.Sight;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** What the two providers of the bad days hand out. */
public enum TruthKind {
    /** With marks and native expiry. */
    BADGE("solo", Scope.SHARED, Expiry.NATIVE, Marks.MARKED),
    /** Without marks and without expiry. */
    SEAT("solo", Scope.SHARED, Expiry.NONE, Marks.UNMARKED),
    /** One for each grant, with a credential. */
    PASS("solo", Scope.PER_GRANT, Expiry.NATIVE, Marks.MARKED),
    /** In batches, with marks and without expiry. */
    KEY("bulk", Scope.SHARED, Expiry.NONE, Marks.MARKED);

    static final Duration READ_LAG = Duration.ofMillis(250);
    static final Duration CALL_TIMEOUT = Duration.ofSeconds(1);
    static final Duration EFFECT_HORIZON = Duration.ofMillis(1600);

    final String provider;
    final Scope scope;
    final Expiry expiry;
    final Marks marks;

    TruthKind(String provider, Scope scope, Expiry expiry, Marks marks) {
        this.provider = provider;
        this.scope = scope;
        this.expiry = expiry;
        this.marks = marks;
    }

    static TruthKind of(EntitlementKind kind) {
        return Arrays.stream(values())
                .filter(one -> one.id().equals(kind))
                .findFirst()
                .orElseThrow();
    }

    EntitlementKind id() {
        return new EntitlementKind(name().toLowerCase(java.util.Locale.ROOT));
    }

    boolean isMarked() {
        return marks == Marks.MARKED;
    }

    Entitlement to(String target) {
        return Entitlement.of(provider, id().value(), Map.of("name", target));
    }

    KindDescriptor descriptor() {
        return new KindDescriptor(
                id(),
                name(),
                List.of(new KindDescriptor.Attribute("name", true, "which one")),
                scope,
                expiry,
                Sight.OBSERVABLE,
                marks,
                Duration.ofSeconds(1),
                Duration.ofMinutes(5),
                READ_LAG,
                Duration.ZERO,
                CALL_TIMEOUT,
                EFFECT_HORIZON);
    }
}
