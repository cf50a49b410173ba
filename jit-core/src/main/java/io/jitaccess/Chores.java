package io.jitaccess;

import io.jitaccess.spi.AccessProvider;
import io.jitaccess.spi.KindDescriptor;
import io.jitaccess.spi.ProviderException;
import io.jitaccess.spi.store.Store;
import io.jitaccess.spi.store.UnitOfWork;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is done now and then, each of it by one node at a time where that matters. A chore that fails stops no other. */
final class Chores {

    private static final Logger LOG = LoggerFactory.getLogger(Chores.class);
    /** How long a node may be busy with a chore before another node does it too, which is harmless. */
    private static final Duration LEASE = Duration.ofMinutes(10);

    private final Store store;
    private final Rulebook rulebook;
    private final CatalogueKeeper catalogue;
    private final Waiters waiters;
    private final EligibilityRecheck recheck;
    private final DriftScan drift;
    private final ProviderReview review;
    private final Settings settings;
    private final Failures failures = new Failures();
    private final Map<String, Instant> notBefore = new ConcurrentHashMap<>();
    private long directoryCheckedNanos;
    private boolean directoryChecked;

    Chores(
            Store store,
            Rulebook rulebook,
            CatalogueKeeper catalogue,
            Waiters waiters,
            EligibilityRecheck recheck,
            DriftScan drift,
            ProviderReview review,
            Settings settings) {
        this.store = store;
        this.rulebook = rulebook;
        this.catalogue = catalogue;
        this.waiters = waiters;
        this.recheck = recheck;
        this.drift = drift;
        this.review = review;
        this.settings = settings;
    }

    /** Follows the catalogue and what other nodes did: quick, about once a second. */
    Duration watch(boolean stopping) {
        if (!stopping) {
            attempt("catalogue", catalogue::poll);
            attempt(
                    "suspensions",
                    () -> rulebook.suspended(
                            store.reading(unit -> unit.suspensions().list())));
            attempt("waiters", waiters::poll);
        }
        return settings.poll();
    }

    /** Checks against the directory. */
    Duration recheck(boolean stopping) {
        if (!stopping) {
            checkDirectory();
            if (store.separately(unit -> take(unit, "recheck", settings.recheckEvery()))) {
                attempt("recheck", recheck::run);
                done("recheck", settings.recheckEvery());
            }
        }
        return settings.poll();
    }

    /** Which kinds' listings are to be compared now. */
    private record Due(Instant at, List<KindDescriptor> kinds) {}

    /** Reviews one provider and compares its listings with the rows; one that hangs holds up its own scans alone. */
    Duration scan(AccessProvider provider, boolean stopping) {
        if (!stopping) {
            Due due = store.separately(unit -> new Due(
                    unit.now(),
                    provider.kinds().stream()
                            .filter(kind -> take(unit, name(provider, kind), settings.driftEvery()))
                            .toList()));
            attempt("review of provider " + provider.id(), () -> review.run(provider, due.at()));
            for (KindDescriptor kind : due.kinds()) {
                attempt("drift scan of " + provider.id() + "/" + kind.kind(), () -> drift.run(provider, kind));
                done(name(provider, kind), settings.driftEvery());
            }
        }
        return settings.poll();
    }

    private void checkDirectory() {
        long now = System.nanoTime();
        if (!directoryChecked
                || now - directoryCheckedNanos >= settings.recheckEvery().toNanos()) {
            directoryChecked = true;
            directoryCheckedNanos = now;
            attempt("eligibilities against the directory", catalogue::checkDirectory);
        }
    }

    /** Takes a job that may be due: one that another node did is not asked about again before its time. */
    private boolean take(UnitOfWork unit, String name, Duration every) {
        Instant known = notBefore.get(name);
        if (known != null && unit.now().isBefore(known)) {
            return false;
        }
        if (unit.jobs().take(name, LEASE)) {
            notBefore.remove(name);
            return true;
        }
        Instant latest = unit.now().plus(every);
        notBefore.put(name, unit.jobs().nextDue(name).filter(latest::isAfter).orElse(latest));
        return false;
    }

    private static String name(AccessProvider provider, KindDescriptor kind) {
        return "drift/" + provider.id() + "/" + kind.kind();
    }

    private void done(String name, Duration every) {
        attempt(
                name,
                () -> store.separately(unit -> {
                    unit.jobs().done(name, every);
                    return true;
                }));
    }

    private void attempt(String name, Runnable work) {
        try {
            work.run();
            int before = failures.worked(name);
            if (before > 0) {
                LOG.info("{} works again, after {} failures", name, before);
            }
        } catch (ProviderException e) {
            int count = failures.failed(name);
            // what a provider says of itself needs no stack trace
            LOG.atLevel(Failures.level(count))
                    .log("{} failed, {} times in a row; it is tried again: {}", name, count, e.getMessage());
            LOG.debug("{} failed", name, e);
        } catch (RuntimeException | LinkageError e) {
            int count = failures.failed(name);
            LOG.atLevel(Failures.level(count)).log("{} failed, {} times in a row; it is tried again", name, count, e);
        }
    }
}
