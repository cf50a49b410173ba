package io.jitaccess;

import io.jitaccess.identity.GroupId;
import java.time.Duration;
import java.util.Set;

/**
 * What an operator may tune; {@link #DEFAULTS} fits most.
 *
 * @param administrators groups whose members may administrate; empty: nobody
 * @param auditors groups whose members may read everything; empty: nobody
 * @param poll how often a node looks for due work that it was not woken for; 100 ms to 1 minute
 * @param lease how long a node may work on a row before others take it over; at least twice the longest call time-out
 *     of all kinds, at most an hour; raised to that minimum if lower
 * @param batch how many rows one node takes at once per provider, 1 to 1000
 * @param concurrency how many calls one node makes at once per provider, 1 to 256; one of them is kept for revokes
 *     where there are two or more
 * @param callsPerSecond how many calls one node makes per provider and second; a tenth is kept for revokes
 * @param firstRetry the first pause after a failure; doubled each time, with jitter
 * @param longestRetry the longest pause between tries; they never stop
 * @param overdueAfter how long access may outlive its end before it is an alarm
 * @param driftEvery how often each kind is compared with what the provider lists
 * @param recheckEvery how often the eligibility of live grants is checked again
 * @param warnBefore how long before its end a grant's holder is told; zero for never
 * @param directoryAge how old a directory answer may be for rights and decisions; above zero the
 *     directory is wrapped in a {@link io.jitaccess.directory.CachedDirectory}, zero asks it each time, on the calling thread
 * @param stopGrace how long a stop waits for calls that run
 */
public record Settings(
        Set<GroupId> administrators,
        Set<GroupId> auditors,
        Duration poll,
        Duration lease,
        int batch,
        int concurrency,
        int callsPerSecond,
        Duration firstRetry,
        Duration longestRetry,
        Duration overdueAfter,
        Duration driftEvery,
        Duration recheckEvery,
        Duration warnBefore,
        Duration directoryAge,
        Duration stopGrace) {

    public static final Settings DEFAULTS = new Settings(
            Set.of(),
            Set.of(),
            Duration.ofSeconds(1),
            Duration.ofSeconds(90),
            200,
            8,
            100,
            Duration.ofSeconds(1),
            Duration.ofMinutes(15),
            Duration.ofMinutes(5),
            Duration.ofMinutes(15),
            Duration.ofMinutes(5),
            Duration.ofMinutes(5),
            Duration.ZERO,
            Duration.ofSeconds(20));

    public Settings {
        administrators = Set.copyOf(administrators);
        auditors = Set.copyOf(auditors);
        within(poll, Duration.ofMillis(100), Duration.ofMinutes(1), "poll");
        within(lease, Duration.ofSeconds(1), Duration.ofHours(1), "lease");
        within(firstRetry, Duration.ofMillis(1), Duration.ofHours(1), "firstRetry");
        within(longestRetry, firstRetry, Duration.ofHours(1), "longestRetry");
        within(overdueAfter, Duration.ofSeconds(1), Duration.ofDays(1), "overdueAfter");
        within(driftEvery, Duration.ofSeconds(1), Duration.ofDays(1), "driftEvery");
        within(recheckEvery, Duration.ofSeconds(1), Duration.ofDays(1), "recheckEvery");
        within(warnBefore, Duration.ZERO, Duration.ofDays(1), "warnBefore");
        within(directoryAge, Duration.ZERO, Duration.ofMinutes(15), "directoryAge");
        within(stopGrace, Duration.ZERO, Duration.ofMinutes(10), "stopGrace");
        within(batch, 1, 1000, "batch");
        within(concurrency, 1, 256, "concurrency");
        within(callsPerSecond, 1, 100_000, "callsPerSecond");
    }

    public Settings withRoles(Set<GroupId> administratorGroups, Set<GroupId> auditorGroups) {
        return new Settings(
                administratorGroups,
                auditorGroups,
                poll,
                lease,
                batch,
                concurrency,
                callsPerSecond,
                firstRetry,
                longestRetry,
                overdueAfter,
                driftEvery,
                recheckEvery,
                warnBefore,
                directoryAge,
                stopGrace);
    }

    Settings withLease(Duration longer) {
        return new Settings(
                administrators,
                auditors,
                poll,
                longer,
                batch,
                concurrency,
                callsPerSecond,
                firstRetry,
                longestRetry,
                overdueAfter,
                driftEvery,
                recheckEvery,
                warnBefore,
                directoryAge,
                stopGrace);
    }

    private static void within(Duration value, Duration least, Duration most, String what) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException(what + " must be " + least + " to " + most + ", not " + value);
        }
    }

    private static void within(int value, int least, int most, String what) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(what + " must be " + least + " to " + most + ", not " + value);
        }
    }
}
