package io.jitaccess.testkit.model;

import io.jitaccess.testkit.model.Mishap.InCall;
import io.jitaccess.testkit.model.Mishap.InStore;
import io.jitaccess.testkit.model.Mishap.Then;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** What is scripted to go wrong with one node. */
final class Mishaps {

    private static final class Armed<M extends Mishap> {
        private final M mishap;
        private int left;

        Armed(M mishap) {
            this.mishap = mishap;
            this.left = mishap.nth();
        }
    }

    private final List<Armed<InStore>> inStore = new ArrayList<>();
    private final List<Armed<InCall>> inCall = new ArrayList<>();
    private final List<Armed<Mishap.BadChange>> changes = new ArrayList<>();
    private final List<Armed<Mishap.BadLook>> looks = new ArrayList<>();
    private final Consumer<List<Move>> meanwhile;
    private boolean dead;
    private boolean off;

    /** @param meanwhile lets these happen while the node stands still */
    Mishaps(Consumer<List<Move>> meanwhile) {
        this.meanwhile = meanwhile;
    }

    void add(Mishap mishap) {
        if (mishap instanceof InStore m) {
            inStore.add(new Armed<>(m));
        } else if (mishap instanceof InCall m) {
            inCall.add(new Armed<>(m));
        } else if (mishap instanceof Mishap.BadChange m) {
            changes.add(new Armed<>(m));
        } else if (mishap instanceof Mishap.BadLook m) {
            looks.add(new Armed<>(m));
        }
    }

    boolean isDead() {
        return dead;
    }

    /** A process that is gone does nothing more. */
    void alive() {
        if (dead) {
            throw new NodeDied("is dead");
        }
    }

    NodeDied dies(String where) {
        dead = true;
        return new NodeDied(where);
    }

    Optional<InStore> inStore() {
        return last(due(inStore, m -> true));
    }

    /** All that strike around this call, each where it says. */
    List<InCall> inCall(Mishap.Call call) {
        return due(inCall, m -> m.call() == call);
    }

    Optional<Trouble> change() {
        return last(due(changes, m -> true)).map(Mishap.BadChange::trouble);
    }

    Optional<Trouble> look() {
        return last(due(looks, m -> true)).map(Mishap.BadLook::trouble);
    }

    private <M extends Mishap> List<M> due(List<Armed<M>> armed, Predicate<M> which) {
        List<M> struck = new ArrayList<>();
        if (off) {
            return struck;
        }
        for (Iterator<Armed<M>> each = armed.iterator(); each.hasNext(); ) {
            Armed<M> next = each.next();
            if (which.test(next.mishap) && next.left-- <= 0) {
                each.remove();
                struck.add(next.mishap);
            }
        }
        return struck;
    }

    private static <M> Optional<M> last(List<M> struck) {
        return struck.isEmpty() ? Optional.empty() : Optional.of(struck.get(struck.size() - 1));
    }

    void strike(Then then, String where, Runnable breaks) {
        if (then instanceof Then.Dies) {
            throw dies(where);
        }
        if (then instanceof Then.Breaks) {
            breaks.run();
        }
        if (then instanceof Then.Pauses pauses) {
            boolean was = off;
            off = true;
            try {
                meanwhile.accept(pauses.meanwhile());
            } finally {
                off = was;
            }
            alive();
        }
    }
}
