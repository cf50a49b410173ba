package io.jitaccess.spi;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An ability: what the provider's own audit log says was done during an access. */
public interface ActivitySource extends AccessProvider {

    /** One thing that was done. */
    record Activity(Instant at, String action, String resource, Map<String, String> details) {
        public Activity {
            details = Map.copyOf(details);
        }
    }

    /**
     * A page of what was done.
     *
     * @param completeFrom from when on the log will not change any more; later asks before it are final
     * @param limits what the log cannot show, for people
     * @param next where the next page begins; empty on the last
     */
    record Page(List<Activity> entries, Optional<Instant> completeFrom, String limits, Optional<String> next) {
        public Page {
            entries = List.copyOf(entries);
        }
    }

    /**
     * Reads what was done with the access in [from, to).
     *
     * @throws ProviderException when the log cannot be read
     */
    Page activity(AccessRef access, Instant from, Instant to, Optional<String> page);
}
