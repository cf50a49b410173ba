package io.jitaccess.spi.store;

/**
 * Keeps everything that must survive the process: one database, shared by all nodes.
 *
 * <p><b>Transactions:</b> a unit of work commits as a whole or not at all. Reads see what is committed (read committed or
 * stricter); {@code lock…} methods lock rows until the end of the unit of work, in ascending order of id where there are
 * several, and wait for each other; {@code …Due} methods skip rows that others hold locked. <b>Versions:</b> {@code
 * update} writes only if the stored version is the one given, adds one and returns what was stored, else the unit of work
 * fails with {@link io.jitaccess.problem.StaleVersionException}; ids, keys, creation, and whose a row is never change.
 * <b>Order:</b> a change may be sent to the database later than it is made: before the next read of the same unit of work,
 * or at its end. What is wrong with it is thrown then at the latest, and nothing of the unit of work stays. <b>Time:</b> {@link
 * UnitOfWork#now()} is the only source for instants that are stored or decided upon; instants keep microseconds.
 * <b>Threads:</b> the store may be used by any thread, a unit of work by the one that runs it. <b>Errors:</b> whatever
 * fails is a {@link StoreException} and the unit of work is rolled back; work may be run again from its start by the
 * caller, never by the store.
 */
public interface Store {

    /**
     * Runs the work in the host application's transaction where the calling thread has one, else in a transaction of its
     * own.
     */
    <T> T joining(Work<T> work);

    /** Runs the work in a transaction of its own, whatever the calling thread has. */
    <T> T separately(Work<T> work);

    /**
     * As {@link #separately}, for taking leases and nothing else: what it commits may be lost, as a whole, when the
     * database crashes, but not before anything that is committed after it. A lease that is lost is one that ran out.
     */
    <T> T leasing(Work<T> work);

    /**
     * Runs work that only reads what is committed, whatever the calling thread has: each read for itself, at its own time.
     * The unit of work changes, locks and leases nothing, and has no time.
     */
    <T> T reading(Work<T> work);

    /**
     * What runs inside a transaction.
     *
     * @param <T> its result
     */
    @FunctionalInterface
    interface Work<T> {
        T run(UnitOfWork unit);
    }
}
