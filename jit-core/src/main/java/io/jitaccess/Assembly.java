package io.jitaccess;

import io.jitaccess.directory.CachedDirectory;
import io.jitaccess.entitlement.ProviderId;
import io.jitaccess.internal.Backoff;
import io.jitaccess.notify.Courier;
import io.jitaccess.risk.standard.StandardRiskAssessor;
import io.jitaccess.spi.AccessProvider;
import io.jitaccess.spi.AuditSink;
import io.jitaccess.spi.Channel;
import io.jitaccess.spi.Directory;
import io.jitaccess.spi.EligibilitySource;
import io.jitaccess.spi.KindDescriptor;
import io.jitaccess.spi.RiskAssessor;
import io.jitaccess.spi.TicketVerifier;
import io.jitaccess.spi.store.Store;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Wires the parts of one {@link JitAccess}. */
final class Assembly {

    private final Store store;
    private final Directory directory;
    private final Providers providers;
    private final Settings settings;
    private final Waker waker = new Waker();

    Assembly(Store store, Directory directory, Providers providers, Settings settings) {
        this.store = store;
        this.directory = settings.directoryAge().isZero() ? directory : remembered(directory, settings);
        this.providers = providers;
        this.settings = leasedLongEnough(settings, providers);
    }

    private static Directory remembered(Directory directory, Settings settings) {
        return CachedDirectory.builder(directory)
                .age(settings.directoryAge())
                .decisionAge(settings.directoryAge())
                .build();
    }

    /** A lease outlives two calls of the slowest kind, as {@link Settings} promises. */
    private static Settings leasedLongEnough(Settings settings, Providers providers) {
        Duration slowest = providers.all().stream()
                .flatMap(provider -> provider.kinds().stream())
                .map(KindDescriptor::callTimeout)
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
        Duration least = slowest.multipliedBy(2).plusSeconds(1);
        return settings.lease().compareTo(least) < 0 ? settings.withLease(least) : settings;
    }

    JitAccess build(
            List<Channel> channels,
            List<AuditSink> sinks,
            @Nullable EligibilitySource source,
            @Nullable RiskAssessor risk,
            @Nullable TicketVerifier tickets) {
        Backoff backoff = new Backoff(settings.firstRetry(), settings.longestRetry(), new Random());
        Courier courier = new Courier(
                store,
                channels,
                new Courier.Pace(
                        settings.poll(), Duration.ofMinutes(2), settings.firstRetry(), settings.longestRetry()));
        Recorder recorder = new Recorder(channels, sinks, courier::wake);
        People people = new People(directory, settings.administrators(), settings.auditors());
        Rulebook rulebook = new Rulebook(providers);
        Waiters waiters = new Waiters(store);
        GrantEnding ending = new GrantEnding(recorder, grants -> {
            grants.forEach(waiters::changed);
            waker.lanes();
        });
        GrantProgress progress = new GrantProgress(recorder, ending, waiters::changed);
        GrantMaking making = new GrantMaking(providers, recorder, settings.warnBefore(), waker::lanes, waker::dueIn);
        Approving approving = new Approving(recorder, making);
        Judge judge = new Judge(providers, rulebook, risk == null ? new StandardRiskAssessor() : risk);
        RequestFlow requests = new RequestFlow(
                store,
                people,
                rulebook,
                new Explaining(judge),
                new NewRequests(judge, recorder, approving, making, waker::dueIn),
                new DecisionFlow(store, people, rulebook, recorder, approving),
                tickets);
        ProviderReading reading = new ProviderReading(providers);
        GrantFlow grants = new GrantFlow(store, people, providers, recorder, ending, waiters, reading);
        CatalogueKeeper catalogue = new CatalogueKeeper(store, rulebook, recorder, providers, directory, source);
        DriftScan drift = new DriftScan(store, recorder);
        ProviderReview review = new ProviderReview(rulebook, settings.recheckEvery());
        AdministrationFlow administration = new AdministrationFlow(
                store,
                people,
                recorder,
                grants,
                new KillSwitch(store, providers, recorder, grants, approving),
                catalogue,
                drift,
                reading);
        Settlement settlement =
                new Settlement(providers, recorder, progress, backoff, settings.lease(), settings.overdueAfter());
        Resolver resolver = new Resolver(store, directory, providers, rulebook, recorder, ending, progress, backoff);
        CallThreads calls = new CallThreads();
        Map<ProviderId, Lane> lanes = new LinkedHashMap<>();
        for (AccessProvider provider : providers.all()) {
            lanes.put(provider.id(), lane(provider, settlement, resolver, calls));
        }
        Reconciler reconciler = new Reconciler(
                List.copyOf(lanes.values()),
                new Deadlines(
                        store,
                        new RequestDeadlines(store, people, approving, rulebook),
                        new GrantDeadlines(store, recorder, ending, settings.warnBefore(), waker::lanes),
                        settings.poll()),
                new Chores(
                        store,
                        rulebook,
                        catalogue,
                        waiters,
                        new EligibilityRecheck(store, people, rulebook, ending),
                        drift,
                        review,
                        settings),
                settings);
        waker.wakes(reconciler);
        return new DefaultJitAccess(new DefaultJitAccess.Parts(
                store,
                people,
                requests,
                grants,
                administration,
                catalogue,
                rulebook,
                review,
                waiters,
                reconciler,
                lanes,
                courier,
                channels.stream().map(Channel::name).toList(),
                calls,
                settings));
    }

    private Lane lane(AccessProvider provider, Settlement settlement, Resolver resolver, CallThreads calls) {
        CallQueue queue = new CallQueue(calls, settings.concurrency(), new TokenBucket(settings.callsPerSecond()));
        return new Lane(
                provider, store, providers, settlement, resolver, settings, queue, () -> waker.lane(provider.id()));
    }
}
