package io.jitaccess.testkit.provider;

import io.jitaccess.entitlement.EntitlementKind;
import io.jitaccess.entitlement.PrincipalId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is in force, what was, and what will happen by itself. Guarded by its cloud's lock. */
final class CloudState {

    private record Due(Instant at, long number, Runnable effect) {}

    private final InstantSource clock;
    private final Map<EntitlementKind, NavigableMap<String, CloudEntry>> live = new HashMap<>();
    private final Map<EntitlementKind, NavigableMap<String, List<CloudEffect>>> past = new HashMap<>();
    private final List<CloudEffect> history = new ArrayList<>();
    private final PriorityQueue<Due> agenda =
            new PriorityQueue<>(Comparator.comparing(Due::at).thenComparingLong(Due::number));
    private long planned;
    private Instant moment = Instant.MIN;
    private boolean settling;

    CloudState(InstantSource clock) {
        this.clock = clock;
    }

    /** Lets everything happen that was due, each at its own instant, and returns the time. */
    Instant settle() {
        if (settling) {
            return moment;
        }
        settling = true;
        try {
            Instant now = clock.instant();
            for (Due due = agenda.peek(); due != null && !due.at().isAfter(now); due = agenda.peek()) {
                agenda.remove();
                moment = due.at();
                due.effect().run();
            }
            moment = now;
            return now;
        } finally {
            settling = false;
        }
    }

    void plan(Duration after, Runnable effect) {
        agenda.add(new Due(moment.plus(after), ++planned, effect));
    }

    Optional<CloudEntry> at(CloudSlot slot) {
        return Optional.ofNullable(live(slot.kind()).get(slot.key()));
    }

    /** What was in the slot a while ago. */
    Optional<CloudEntry> at(CloudSlot slot, Duration ago) {
        return ago.isZero() ? at(slot) : version(past(slot.kind()).get(slot.key()), moment.minus(ago));
    }

    /** Which effect last added what is in the slot; 0 if none ever did. */
    long born(CloudSlot slot) {
        return past(slot.kind()).getOrDefault(slot.key(), List.of()).stream()
                .filter(effect -> effect.what() == CloudEffect.What.ADDED)
                .mapToLong(CloudEffect::number)
                .max()
                .orElse(0);
    }

    List<CloudEntry> of(EntitlementKind kind, String name, PrincipalId principal) {
        String prefix = CloudSlot.prefix(name, principal);
        return List.copyOf(
                live(kind).subMap(prefix, prefix + Character.MAX_VALUE).values());
    }

    List<CloudEntry> all() {
        return live.values().stream()
                .map(Map::values)
                .flatMap(Collection::stream)
                .toList();
    }

    /** The entries after a key, by key, as they were a while ago. */
    Stream<CloudEntry> after(EntitlementKind kind, String key, Duration ago) {
        if (ago.isZero()) {
            return live(kind).tailMap(key, false).values().stream();
        }
        Instant then = moment.minus(ago);
        return past(kind).tailMap(key, false).values().stream().flatMap(effects -> version(effects, then).stream());
    }

    void put(CloudEntry entry, CloudEffect.What what, CloudEffect.Who by, Optional<FakeCall> call) {
        live(entry.kind()).put(entry.slot().key(), entry);
        record(what, entry, by, call);
        entry.until().ifPresent(end -> agenda.add(new Due(end, ++planned, () -> expire(entry))));
    }

    void remove(CloudEntry entry, CloudEffect.What what, CloudEffect.Who by, Optional<FakeCall> call) {
        live(entry.kind()).remove(entry.slot().key());
        record(what, entry, by, call);
    }

    Instant moment() {
        return moment;
    }

    List<CloudEffect> history() {
        return List.copyOf(history);
    }

    private void expire(CloudEntry entry) {
        // another end may have been set since
        if (at(entry.slot()).filter(entry::equals).isPresent()) {
            remove(entry, CloudEffect.What.EXPIRED, CloudEffect.Who.CLOUD, Optional.empty());
        }
    }

    private void record(CloudEffect.What what, CloudEntry entry, CloudEffect.Who by, Optional<FakeCall> call) {
        CloudEffect effect = new CloudEffect(history.size() + 1L, moment, what, entry, by, call);
        history.add(effect);
        past(entry.kind())
                .computeIfAbsent(entry.slot().key(), key -> new ArrayList<>(2))
                .add(effect);
    }

    private static Optional<CloudEntry> version(@Nullable List<CloudEffect> effects, Instant then) {
        if (effects == null) {
            return Optional.empty();
        }
        for (int i = effects.size() - 1; i >= 0; i--) {
            CloudEffect effect = effects.get(i);
            if (!effect.at().isAfter(then)) {
                return effect.leavesPresent() ? Optional.of(effect.entry()) : Optional.empty();
            }
        }
        return Optional.empty();
    }

    private NavigableMap<String, CloudEntry> live(EntitlementKind kind) {
        return live.computeIfAbsent(kind, k -> new TreeMap<>());
    }

    private NavigableMap<String, List<CloudEffect>> past(EntitlementKind kind) {
        return past.computeIfAbsent(kind, k -> new TreeMap<>());
    }
}
