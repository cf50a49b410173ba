package io.jitaccess.spring.rest;

import io.jitaccess.Administration.KillCount;
import org.jspecify.annotations.Nullable;

/**
 * The kill switch.
 *
 * @param expected the number of grants that was counted before
 */
record KillJson(
        KillScopeJson scope, Long expected, @Nullable String comment) implements JsonBody {

    /** What shall be counted. */
    record CountJson(KillScopeJson scope) implements JsonBody {}

    /** What was counted. */
    record KillCountJson(long grants, long requests) implements JsonBody {

        static KillCountJson of(KillCount count) {
            return new KillCountJson(count.grants(), count.requests());
        }
    }
}
