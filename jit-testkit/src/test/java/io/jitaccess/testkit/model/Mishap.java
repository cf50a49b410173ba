package io.jitaccess.testkit.model;

import java.util.List;

/** What goes wrong with one node, once, at its {@code nth} chance from now on. */
sealed interface Mishap {

    int nth();

    /** In a transaction of the store. */
    record InStore(int nth, Where where, Then then) implements Mishap {}

    /** Around a call of the provider. */
    record InCall(int nth, Call call, Where where, Then then) implements Mishap {}

    /** A change that goes wrong at the provider. */
    record BadChange(int nth, Trouble trouble) implements Mishap {}

    /** A look or listing that goes wrong at the provider. */
    record BadLook(int nth, Trouble trouble) implements Mishap {}

    enum Call {
        LOOK,
        CHANGE,
        OTHER
    }

    enum Where {
        BEFORE,
        /** In a transaction as before it; in a call after it was sent and before it takes effect. */
        DURING,
        AFTER
    }

    /** What happens there. */
    sealed interface Then {

        /** The node dies. */
        record Dies() implements Then {}

        /** In the store: the answer is lost, whether or not it was committed. In a call: the connection breaks. */
        record Breaks() implements Then {}

        /** The node stands still while this happens. */
        record Pauses(List<Move> meanwhile) implements Then {
            public Pauses {
                meanwhile = List.copyOf(meanwhile);
            }
        }
    }
}
