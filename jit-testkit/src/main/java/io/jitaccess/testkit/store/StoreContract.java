package io.jitaccess.testkit.store;

import io.jitaccess.spi.store.Store;
import io.jitaccess.spi.store.UnitOfWork;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Nested;

/**
 * What {@link Store} promises, as tests. To run it against a store, make a test class that extends this and implement the
 * two abstract methods; the tests run one after the other.
 */
public abstract class StoreContract {

    /** The store under test, the same for one test, and empty when the test begins. */
    protected abstract Store store();

    /** Moves the store's time on, for all units of work that begin later. */
    protected abstract void advance(Duration by);

    /**
     * Whether units of work of several threads run at the same time. A store that lets them wait for each other
     * returns false, and never has a row that is locked by somebody else.
     */
    protected boolean runsUnitsAtOnce() {
        return true;
    }

    final <T> T unit(Store.Work<T> work) {
        return store().separately(work);
    }

    final void run(Consumer<UnitOfWork> work) {
        unit(unit -> {
            work.accept(unit);
            return true;
        });
    }

    final <T> Optional<T> found(Function<UnitOfWork, Optional<T>> read) {
        return unit(read::apply);
    }

    final <T> List<T> listed(Function<UnitOfWork, List<T>> read) {
        return unit(read::apply);
    }

    final Instant now() {
        return unit(UnitOfWork::now);
    }

    @Nested
    final class UnitsOfWork extends UnitOfWorkContract {
        UnitsOfWork() {
            super(StoreContract.this);
        }
    }

    @Nested
    final class Requests extends RequestContract {
        Requests() {
            super(StoreContract.this);
        }
    }

    @Nested
    final class RequestLists extends RequestListContract {
        RequestLists() {
            super(StoreContract.this);
        }
    }

    @Nested
    final class Grants extends GrantContract {
        Grants() {
            super(StoreContract.this);
        }
    }

    @Nested
    final class GrantLists extends GrantListContract {
        GrantLists() {
            super(StoreContract.this);
        }
    }

    @Nested
    final class Claims extends ClaimContract {
        Claims() {
            super(StoreContract.this);
        }
    }

    @Nested
    final class Assignments extends AssignmentContract {
        Assignments() {
            super(StoreContract.this);
        }
    }

    @Nested
    final class AssignmentLeases extends AssignmentLeaseContract {
        AssignmentLeases() {
            super(StoreContract.this);
        }
    }

    @Nested
    final class Audit extends AuditContract {
        Audit() {
            super(StoreContract.this);
        }
    }

    @Nested
    final class Outbox extends OutboxContract {
        Outbox() {
            super(StoreContract.this);
        }
    }

    @Nested
    final class SharedAccess extends SharedAccessContract {
        SharedAccess() {
            super(StoreContract.this);
        }
    }

    @Nested
    final class Catalogues extends CatalogueContract {
        Catalogues() {
            super(StoreContract.this);
        }
    }

    @Nested
    final class SuspensionsAndJobs extends SuspensionAndJobContract {
        SuspensionsAndJobs() {
            super(StoreContract.this);
        }
    }
}
