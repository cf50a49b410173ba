package io.jitaccess.entra;

import com.microsoft.graph.models.ExpirationPattern;
import com.microsoft.graph.models.ExpirationPatternType;
import com.microsoft.graph.models.RequestSchedule;
import io.jitaccess.spi.AccessRef;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** What all requests of PIM carry. */
final class PimSchedules {

    private PimSchedules() {}

    /**
     * The end is an instant and no duration, so that a request that arrives late or twice lengthens
     * nothing. Always a new object: one that was sent before would go out without its end, which is access for ever.
     */
    static RequestSchedule of(Pim.Span span) {
        ExpirationPattern expiration = new ExpirationPattern();
        expiration.setType(ExpirationPatternType.AfterDateTime);
        expiration.setEndDateTime(at(span.end()));
        RequestSchedule schedule = new RequestSchedule();
        schedule.setStartDateTime(at(span.start().truncatedTo(ChronoUnit.SECONDS)));
        schedule.setExpiration(expiration);
        return schedule;
    }

    /** For people who read PIM's own log. */
    static String justification(AccessRef access) {
        return "JIT access, assignment " + access.assignment();
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
