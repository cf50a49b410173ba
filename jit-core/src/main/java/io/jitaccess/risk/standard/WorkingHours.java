package io.jitaccess.risk.standard;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.EnumSet;
import java.util.Set;

/**
 * When access is expected to begin.
 *
 * @param zone whose clock is meant
 * @param from the first usual minute of a day
 * @param to the first unusual one after it, later than {@code from}; {@link LocalTime#MAX} for the end of the day
 * @param days the usual days; none makes every hour unusual
 */
public record WorkingHours(ZoneId zone, LocalTime from, LocalTime to, Set<DayOfWeek> days) {

    /** Monday to Friday, 08:00 to 18:00, UTC. */
    public static final WorkingHours DEFAULTS = in(ZoneOffset.UTC);

    public WorkingHours {
        days = Set.copyOf(days);
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("working hours must end after they begin, not " + from + " to " + to);
        }
    }

    /** Monday to Friday, 08:00 to 18:00, in that zone. */
    public static WorkingHours in(ZoneId zone) {
        return new WorkingHours(
                zone, LocalTime.of(8, 0), LocalTime.of(18, 0), EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY));
    }

    /** Whether the instant is within them. */
    public boolean include(Instant instant) {
        ZonedDateTime there = instant.atZone(zone);
        LocalTime time = there.toLocalTime();
        return days.contains(there.getDayOfWeek()) && !time.isBefore(from) && time.isBefore(to);
    }
}
