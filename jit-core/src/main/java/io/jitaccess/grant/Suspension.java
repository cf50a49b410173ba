package io.jitaccess.grant;

import io.jitaccess.eligibility.EligibilityId;
import io.jitaccess.entitlement.ProviderId;
import io.jitaccess.identity.Actor;
import io.jitaccess.identity.IdentityId;
import io.jitaccess.internal.Text;
import java.time.Instant;

/**
 * Granting is suspended: nothing new is granted within the scope until it is lifted. Nothing is ended by it.
 *
 * @param reason for people, at most 300 characters
 */
public record Suspension(Scope scope, Instant since, Actor by, String reason) {

    /** What is suspended. */
    public record Scope(Kind kind, String value) {

        /** Everything. */
        public static final Scope EVERYTHING = new Scope(Kind.EVERYTHING, "*");

        public Scope {
            Text.line(value, "scope", 200);
        }

        public static Scope of(ProviderId provider) {
            return new Scope(Kind.PROVIDER, provider.value());
        }

        public static Scope of(EligibilityId eligibility) {
            return new Scope(Kind.ELIGIBILITY, eligibility.value());
        }

        public static Scope of(IdentityId beneficiary) {
            return new Scope(Kind.IDENTITY, beneficiary.value());
        }
    }

    /** What a scope names. */
    public enum Kind {
        EVERYTHING,
        PROVIDER,
        ELIGIBILITY,
        IDENTITY
    }

    public Suspension {
        Text.line(reason, "reason", 300);
    }
}
