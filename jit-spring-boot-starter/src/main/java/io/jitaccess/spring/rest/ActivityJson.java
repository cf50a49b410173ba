package io.jitaccess.spring.rest;

import io.jitaccess.spi.ActivitySource;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the provider's log says was done.
 *
 * @param completeFrom from when on the log will not change any more; left out where nobody knows
 * @param limits what the log cannot show
 * @param next to be passed on as {@code cursor}; left out on the last part
 */
record ActivityJson(
        List<DoneJson> items,
        @Nullable Instant completeFrom,
        String limits,
        @Nullable String next) implements JsonBody {

    /** One thing that was done. */
    record DoneJson(Instant at, String action, String resource, Map<String, String> details) {

        static DoneJson of(ActivitySource.Activity done) {
            return new DoneJson(done.at(), done.action(), done.resource(), done.details());
        }
    }

    static ActivityJson of(ActivitySource.Page page) {
        return new ActivityJson(
                page.entries().stream().map(DoneJson::of).toList(),
                page.completeFrom().orElse(null),
                page.limits(),
                page.next().orElse(null));
    }
}
