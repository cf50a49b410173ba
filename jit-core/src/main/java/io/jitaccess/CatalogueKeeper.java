package io.jitaccess;

import io.jitaccess.audit.AuditAction;
import io.jitaccess.audit.AuditEvent;
import io.jitaccess.catalogue.CatalogueJson;
import io.jitaccess.catalogue.CatalogueLint;
import io.jitaccess.catalogue.LintReport;
import io.jitaccess.eligibility.Catalogue;
import io.jitaccess.eligibility.CatalogueRevision;
import io.jitaccess.identity.Actor;
import io.jitaccess.problem.Outcome;
import io.jitaccess.problem.Problem;
import io.jitaccess.problem.Refusal;
import io.jitaccess.spi.Directory;
import io.jitaccess.spi.EligibilitySource;
import io.jitaccess.spi.EligibilitySource.Reading;
import io.jitaccess.spi.store.Store;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the catalogue in force: takes what the source offers if it has no problem at all, keeps the last good one
 * otherwise and says so, and follows what other nodes accepted.
 */
final class CatalogueKeeper {

    private static final Logger LOG = LoggerFactory.getLogger(CatalogueKeeper.class);
    private final Store store;
    private final Rulebook rulebook;
    private final Recorder recorder;
    private final Providers providers;
    private final Directory directory;
    private final @Nullable EligibilitySource source;
    private Optional<String> seen = Optional.empty();
    private volatile Optional<String> problem = Optional.empty();
    private volatile Optional<String> unreadable = Optional.empty();

    CatalogueKeeper(
            Store store,
            Rulebook rulebook,
            Recorder recorder,
            Providers providers,
            Directory directory,
            @Nullable EligibilitySource source) {
        this.store = store;
        this.rulebook = rulebook;
        this.recorder = recorder;
        this.providers = providers;
        this.directory = directory;
        this.source = source;
    }

    /** Why this node does not follow what is in force, or else why the last reading was not accepted. */
    Optional<String> problem() {
        return unreadable.or(() -> problem);
    }

    Outcome<CatalogueRevision> activate(String name, Actor by, Catalogue offered) {
        LintReport report = CatalogueLint.check(offered, providers.all());
        if (report.refuses()) {
            return Outcome.refused(Refusal.INVALID, report.errors());
        }
        report.warnings().forEach(warning -> LOG.warn("{}: {}", name, warning));
        String document = CatalogueJson.write(offered);
        return Outcome.done(store.joining(unit -> {
            long before = unit.catalogue().activeNumber();
            CatalogueRevision revision = unit.catalogue().activate(name, document);
            if (revision.number() != before) {
                recorder.record(
                        unit,
                        AuditEvent.of(unit.now(), AuditAction.CATALOGUE_ACCEPTED, by)
                                .with("revision", revision.number())
                                .with("source", name)
                                .with("eligibilities", offered.eligibilities().size()));
            }
            unit.afterCommit(() -> rulebook.load(revision));
            return revision;
        }));
    }

    /** Looks at the source and at what is in force; about once a second, by one thread. */
    void poll() {
        EligibilitySource from = source;
        if (from != null) {
            Optional<String> stamp = from.changed(seen);
            if (stamp.isPresent()) {
                offer(from);
                seen = stamp;
            }
        }
        try {
            rulebook.refresh(store);
            unreadable = Optional.empty();
        } catch (Rulebook.UnreadableException e) {
            Optional<String> why = Optional.of(String.valueOf(e.getMessage()));
            if (!unreadable.equals(why)) {
                LOG.error("{}; what was held is ended in time, nothing new is given by this node", why.get());
            }
            unreadable = why;
        }
    }

    /** Looks which eligibilities cannot be used now because of what the directory says. */
    void checkDirectory() {
        Rulebook.Revision revision = rulebook.current();
        rulebook.disable(revision.number(), "directory", CatalogueLint.disabled(revision.catalogue(), directory));
    }

    private void offer(EligibilitySource from) {
        Reading reading = from.read();
        List<Problem> problems;
        if (reading instanceof Reading.Offered offered) {
            Outcome<CatalogueRevision> outcome = activate(from.name(), Actor.SYSTEM, offered.catalogue());
            problems = offered.placed(outcome.fold(done -> List.<Problem>of(), Outcome.Refused::problems));
        } else {
            problems = ((Reading.Unreadable) reading).problems();
        }
        if (problems.isEmpty()) {
            problem = Optional.empty();
            checkDirectory();
            return;
        }
        String all = problems.stream().limit(20).map(Problem::toString).collect(Collectors.joining("; "));
        problem = Optional.of(all);
        LOG.error("{} was not accepted, what was in force stays in force: {}", from.name(), all);
        store.separately(unit -> {
            recorder.record(
                    unit,
                    AuditEvent.of(unit.now(), AuditAction.CATALOGUE_REFUSED, Actor.SYSTEM)
                            .with("source", from.name())
                            .with("problems", all));
            return true;
        });
    }
}
