package io.jitaccess.entra;

import io.jitaccess.entra.Pim.Wish;
import io.jitaccess.spi.BatchProvider.Change;
import io.jitaccess.spi.ChangeOutcome;
import io.jitaccess.spi.ChangeOutcome.Effect;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
                all.set(which.get(i), failure.get().onWrite());
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
        Map<Integer, Wish> wishes = new HashMap<>();
        for (int i = 0; i < fit.size(); i++) {
            int change = fit.get(i);
            PimSight sight = seen.get(i);
            if (sight.failure().isPresent()) {
                all.set(change, beforeWrite(sight.failure().get()));
            } else if (!sight.isThere()) {
                wishes.put(change, Wish.ASSIGN);
            } else if (hasAnotherEnd(sight, all.until(change)) && all.ours(change)) {
                wishes.put(change, Wish.UPDATE);
            } else {
                all.set(change, ChangeOutcome.done(Effect.ALREADY_PRESENT));
            }
        }
        ask(all, fit.stream().filter(wishes::containsKey).toList(), wishes);
    }

    private static ChangeOutcome beforeWrite(Failure failure) {
        return PimRefusal.UNLICENSED.is(failure)
                ? new ChangeOutcome.Refused(PimRefusal.NO_LICENCE)
                : failure.beforeWrite();
    }

    /** One that has no end is never given one: somebody made it to stay. */
    private static boolean hasAnotherEnd(PimSight sight, Instant until) {
        return sight.byPim() && sight.until().filter(end -> !end.equals(until)).isPresent();
    }

    private void ask(Changes all, List<Integer> which, Map<Integer, Wish> wishes) {
        if (all.interrupted(which)) {
            return;
        }
        List<Answer> answers = context.graph()
                .send(
                        which,
                        i -> pim.request(
                                all.access(i), wishes.getOrDefault(i, Wish.ASSIGN), Optional.of(all.until(i))));
        PimFollowing following = new PimFollowing(context.graph(), pim, context.waiter());
        List<Integer> there = new ArrayList<>();
        for (int i = 0; i < which.size(); i++) {
            Optional<Failure> failure = answers.get(i).failure();
            if (failure.isEmpty()) {
                following.begin(all, which.get(i), answers.get(i), done(wishes, which.get(i)));
            } else if (PimRefusal.EXISTS.is(failure.get())) {
                there.add(which.get(i));
            } else {
                all.set(which.get(i), PimRefusal.ofAssign(failure.get()));
            }
        }
        following.finish(all, change -> done(wishes, change));
        confirm(all, there);
    }

    private static ChangeOutcome done(Map<Integer, Wish> wishes, int change) {
        return ChangeOutcome.done(wishes.get(change) == Wish.UPDATE ? Effect.UPDATED : Effect.CREATED);
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
