package io.jitaccess.entra;

import io.jitaccess.entra.Pim.Span;
import io.jitaccess.entra.Pim.Wish;
import io.jitaccess.spi.BatchProvider.Change;
import io.jitaccess.spi.ChangeOutcome;
import io.jitaccess.spi.ChangeOutcome.Effect;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Changes of access through PIM, in batches. */
record PimChanges(Context context, Pim pim) {

    List<ChangeOutcome> apply(List<Change> changes) {
        Changes all = new Changes(changes);
        revoke(all);
        assign(all);
        return all.outcomes();
    }

    private void revoke(Changes all) {
        List<Integer> which = all.revokes();
        if (all.interrupted(which)) {
            return;
        }
        List<Answer> answers =
                context.graph().send(which, i -> pim.request(all.access(i), Wish.REMOVE, Optional.empty()));
        PimFollowing following = new PimFollowing(context.graph(), pim, context.waiter());
        Map<Integer, Failure> refused = new HashMap<>();
        for (int i = 0; i < which.size(); i++) {
            Optional<Failure> failure = answers.get(i).failure();
            if (failure.isEmpty()) {
                following.begin(all, which.get(i), answers.get(i), removed());
            } else if (isRefused(failure.get())) {
                refused.put(which.get(i), failure.get());
            } else {
                all.set(which.get(i), PimRefusal.ofRevoke(failure.get()));
            }
        }
        following.finish(all, change -> removed());
        if (!refused.isEmpty()) {
            refused(all, which.stream().filter(refused::containsKey).toList(), refused);
        }
    }

    private ChangeOutcome removed() {
        return new ChangeOutcome.Done(Effect.REMOVED, Optional.of(context.tokensEnd()));
    }

    /** PIM did nothing, for a reason that it will have tomorrow, too. */
    private static boolean isRefused(Failure failure) {
        return (failure.is(Failure.Meaning.INVALID)
                        || failure.is(Failure.Meaning.NOT_FOUND)
                        || failure.is(Failure.Meaning.FORBIDDEN))
                && !PimRefusal.UNDER_WAY.is(failure);
    }

    /**
     * PIM takes nothing back in the first five minutes, nor without a licence, nor what is not its own. What is still there
     * is taken directly, where there is a documented way; the person's own activation is not.
     */
    private void refused(Changes all, List<Integer> which, Map<Integer, Failure> refused) {
        List<PimSight> seen = pim.look(all.accesses(which));
        List<Integer> direct = new ArrayList<>();
        for (int i = 0; i < which.size(); i++) {
            int change = which.get(i);
            Failure why = refused.getOrDefault(change, Failure.missing());
            PimSight sight = seen.get(i);
            boolean blind = sight.failure().isPresent();
            if (!blind && !sight.isThere()) {
                all.set(change, ChangeOutcome.done(Effect.ALREADY_ABSENT));
            } else if (pim.direct(all.access(change)).isPresent() && !(blind && PimRefusal.MISSING.is(why))) {
                direct.add(change);
            } else {
                all.set(change, later(why));
            }
        }
        if (direct.isEmpty() || all.interrupted(direct)) {
            return;
        }
        List<Answer> answers =
                context.graph().send(direct, i -> pim.direct(all.access(i)).orElseThrow());
        for (int i = 0; i < direct.size(); i++) {
            Optional<Failure> failure = answers.get(i).failure();
            int change = direct.get(i);
            all.set(
                    change,
                    failure.map(fault -> fault.is(Failure.Meaning.NOT_FOUND)
                                    ? later(refused.getOrDefault(change, fault))
                                    : fault.onWrite())
                            .orElseGet(this::removed));
        }
    }

    private static ChangeOutcome later(Failure why) {
        if (PimRefusal.TOO_SHORT.is(why)) {
            return new ChangeOutcome.Retryable("PIM takes nothing back in the first five minutes: " + why.message());
        }
        return PimRefusal.MISSING.is(why) ? new ChangeOutcome.Retryable(why.message()) : why.onWrite();
    }

    private void assign(Changes all) {
        List<Integer> fit = pim.fit(all);
        if (fit.isEmpty()) {
            return;
        }
        List<PimSight> seen = pim.look(all.accesses(fit));
        Map<Integer, Asked> asked = new LinkedHashMap<>();
        Instant now = context.clock().instant();
        for (int i = 0; i < fit.size(); i++) {
            int change = fit.get(i);
            PimSight sight = seen.get(i);
            if (sight.failure().isPresent()) {
                all.set(change, beforeWrite(sight.failure().get()));
            } else if (!sight.isThere()) {
                asked.put(change, new Asked(Wish.ASSIGN, new Span(now, all.until(change))));
            } else if (hasAnotherEnd(sight, all.until(change)) && all.ours(change)) {
                // PIM's five minutes count from the start that is there
                asked.put(change, new Asked(Wish.UPDATE, new Span(sight.since().orElse(now), all.until(change))));
            } else {
                all.set(change, ChangeOutcome.done(Effect.ALREADY_PRESENT));
            }
        }
        ask(all, asked);
    }

    /** What PIM is asked for. */
    private record Asked(Wish wish, Span span) {

        ChangeOutcome done() {
            return ChangeOutcome.done(wish == Wish.UPDATE ? Effect.UPDATED : Effect.CREATED);
        }
    }

    private static ChangeOutcome beforeWrite(Failure failure) {
        return PimRefusal.UNLICENSED.is(failure)
                ? new ChangeOutcome.Refused(PimRefusal.NO_LICENCE)
                : failure.beforeWrite();
    }

    /** One that has no end is never given one: somebody made it to stay. */
    private static boolean hasAnotherEnd(PimSight sight, Instant until) {
        return sight.until().filter(end -> !end.equals(until)).isPresent();
    }

    private void ask(Changes all, Map<Integer, Asked> asked) {
        List<Integer> which = List.copyOf(asked.keySet());
        if (all.interrupted(which)) {
            return;
        }
        List<Answer> answers = context.graph().send(which, i -> {
            Asked what = Objects.requireNonNull(asked.get(i));
            return pim.request(all.access(i), what.wish(), Optional.of(what.span()));
        });
        PimFollowing following = new PimFollowing(context.graph(), pim, context.waiter());
        List<Integer> there = new ArrayList<>();
        for (int i = 0; i < which.size(); i++) {
            int change = which.get(i);
            Optional<Failure> failure = answers.get(i).failure();
            if (failure.isEmpty()) {
                following.begin(
                        all,
                        change,
                        answers.get(i),
                        Objects.requireNonNull(asked.get(change)).done());
            } else if (PimRefusal.EXISTS.is(failure.get())) {
                there.add(change);
            } else {
                all.set(change, PimRefusal.ofAssign(failure.get()));
            }
        }
        following.finish(
                all, change -> Objects.requireNonNull(asked.get(change)).done());
        confirm(all, there);
    }

    private void confirm(Changes all, List<Integer> which) {
        List<PimSight> seen = which.isEmpty() ? List.of() : pim.look(all.accesses(which));
        for (int i = 0; i < which.size(); i++) {
            all.set(
                    which.get(i),
                    seen.get(i).failure().isEmpty() && seen.get(i).isThere()
                            ? ChangeOutcome.done(Effect.ALREADY_PRESENT)
                            : new ChangeOutcome.Retryable("PIM found an assignment, and yet there is none"));
        }
    }
}
