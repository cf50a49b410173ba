package io.jitaccess.spring.rest;

import io.jitaccess.eligibility.EligibilityId;
import io.jitaccess.entitlement.ProviderId;
import io.jitaccess.grant.Suspension;
import io.jitaccess.grant.Suspension.Kind;
import io.jitaccess.grant.Suspension.Scope;
import io.jitaccess.identity.IdentityId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where granting is suspended.
 *
 * @param by left out where the library itself did it
 */
record SuspensionJson(
        ScopeJson scope, Instant since, @Nullable String by, String reason) implements JsonBody {

    /** What is suspended. */
    record ScopeJson(Kind kind, @Nullable String value) {

        static ScopeJson of(Scope scope) {
            return new ScopeJson(scope.kind(), scope.kind() == Kind.EVERYTHING ? null : scope.value());
        }
    }

    /** Why. */
    record SuspendJson(String reason) implements JsonBody {}

    /** Which scope a call is about. */
    record ScopeParameters(Kind kind, @Nullable String value) implements QueryParameters {

        /** @throws ProblemException unless the value fits the kind */
        Scope read() {
            Conversion conversion = new Conversion();
            if (kind == Kind.EVERYTHING) {
                if (value != null) {
                    conversion.note("value", "unknown", "everything has no value");
                }
                conversion.check();
                return Scope.EVERYTHING;
            }
            if (value == null) {
                conversion.note("value", "required", "is needed for this kind");
            }
            Scope scope = conversion
                    .of("value", value, text -> ScopeParameters.scope(kind, text))
                    .orElse(Scope.EVERYTHING);
            conversion.check();
            return scope;
        }

        private static Scope scope(Kind kind, String text) {
            return switch (kind) {
                case EVERYTHING -> Scope.EVERYTHING;
                case PROVIDER -> Scope.of(new ProviderId(text));
                case ELIGIBILITY -> Scope.of(new EligibilityId(text));
                case IDENTITY -> Scope.of(new IdentityId(text));
            };
        }
    }

    static SuspensionJson of(Suspension suspension) {
        return new SuspensionJson(
                ScopeJson.of(suspension.scope()),
                suspension.since(),
                suspension.by().identity().map(IdentityId::value).orElse(null),
                suspension.reason());
    }
}
