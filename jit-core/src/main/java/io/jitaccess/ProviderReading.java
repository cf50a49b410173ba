package io.jitaccess;

import io.jitaccess.entitlement.EntitlementKind;
import io.jitaccess.entitlement.ProviderId;
import io.jitaccess.grant.Assignment;
import io.jitaccess.grant.Claim;
import io.jitaccess.grant.Grant;
import io.jitaccess.problem.Outcome;
import io.jitaccess.problem.Refusal;
import io.jitaccess.spi.AccessProvider;
import io.jitaccess.spi.ActivitySource;
import io.jitaccess.spi.EntitlementDiscovery;
import io.jitaccess.spi.ProviderException;
import io.jitaccess.spi.store.UnitOfWork;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads at providers what a person asked to see: on the caller's thread, in no transaction, changing nothing. */
final class ProviderReading {

    private static final Logger LOG = LoggerFactory.getLogger(ProviderReading.class);
    private static final int LONGEST_PAGE_NAME = 2000;
    private final Providers providers;

    ProviderReading(Providers providers) {
        this.providers = providers;
    }

    /** What an activity log is asked about. */
    record Window(Assignment row, Instant from, Instant to) {}

    /** The time in which the item could be used, as far as it has passed. */
    static Outcome<Window> window(UnitOfWork unit, Grant grant, int item) {
        Optional<Claim> claim = unit.grants().claims(grant.id()).stream()
                .filter(each -> each.item() == item)
                .findFirst();
        if (claim.isEmpty()) {
            return Outcome.refused(Refusal.NOT_FOUND, "item", "unknown", "the grant has no item " + item);
        }
        Optional<Assignment> row = claim.get().assignment().flatMap(unit.assignments()::find);
        if (row.isEmpty()) {
            return Outcome.refused(Refusal.CONFLICT, "item", "not-begun", "nothing was given for this item yet");
        }
        Instant end = grant.endedAt()
                .map(ended -> row.get().latestUsable().filter(ended::isBefore).orElse(ended))
                .filter(unit.now()::isAfter)
                .orElse(unit.now());
        return Outcome.done(new Window(row.get(), grant.startsAt(), end));
    }

    Outcome<ActivitySource.Page> activity(Window window, Optional<String> page) {
        if (!(providers.find(window.row().provider()).orElse(null) instanceof ActivitySource source)) {
            return Outcome.refused(
                    Refusal.UNAVAILABLE, "item", "no-activity", "the provider has no log of what is done with it");
        }
        return read(source, page, () -> source.activity(Providers.ref(window.row()), window.from(), window.to(), page));
    }

    Outcome<EntitlementDiscovery.Page> discover(ProviderId id, EntitlementKind kind, Optional<String> from) {
        Optional<AccessProvider> provider = providers.find(id);
        if (provider.isEmpty()) {
            return Outcome.refused(Refusal.NOT_FOUND, "provider", "unknown", "there is no provider " + id);
        }
        if (provider.get().kinds().stream().noneMatch(each -> each.kind().equals(kind))) {
            return Outcome.refused(Refusal.NOT_FOUND, "kind", "unknown", "provider " + id + " has no kind " + kind);
        }
        if (!(provider.get() instanceof EntitlementDiscovery discovery)) {
            return Outcome.refused(
                    Refusal.UNAVAILABLE, "provider", "no-discovery", "provider " + id + " cannot list what it has");
        }
        return read(discovery, from, () -> discovery.discover(kind, from));
    }

    private static <T> Outcome<T> read(AccessProvider provider, Optional<String> page, Supplier<T> call) {
        if (page.filter(name -> name.isEmpty() || name.length() > LONGEST_PAGE_NAME)
                .isPresent()) {
            return Outcome.refused(Refusal.INVALID, "after", "no-such-page", "there is no such page");
        }
        try {
            return Outcome.done(call.get());
        } catch (IllegalArgumentException e) {
            return Outcome.refused(Refusal.INVALID, "after", "no-such-page", "there is no such page");
        } catch (ProviderException e) {
            LOG.warn("provider {} could not be read: {}", provider.id(), e.getMessage());
            LOG.debug("provider {} could not be read", provider.id(), e);
            return Outcome.refused(
                    Refusal.UNAVAILABLE,
                    "",
                    "provider",
                    "provider " + provider.id() + " does not answer: " + e.getMessage());
        }
    }
}
