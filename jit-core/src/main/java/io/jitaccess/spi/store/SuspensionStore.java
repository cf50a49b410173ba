package io.jitaccess.spi.store;

import io.jitaccess.grant.Suspension;
import java.util.List;

/** Where granting is suspended. */
public interface SuspensionStore {

    /** All that are in force. */
    List<Suspension> list();

    /**
     * As {@link #list()}, and until the end of the unit of work nobody can {@link #put} another: what is created after
     * this call is seen by whoever suspends next. Many may hold this at once.
     */
    List<Suspension> listHolding();

    /** Puts it in force, in place of one of the same scope. Waits for those who hold the list. */
    void put(Suspension suspension);

    /** Lifts it; false if there was none. */
    boolean remove(Suspension.Scope scope);
}
