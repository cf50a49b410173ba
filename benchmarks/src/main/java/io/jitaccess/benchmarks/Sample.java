package io.jitaccess.benchmarks;

import io.jitaccess.JitAccess;
import io.jitaccess.Settings;
import io.jitaccess.approval.Verdict;
import io.jitaccess.benchmarks.BenchPostgres.Base;
import io.jitaccess.id.GrantId;
import io.jitaccess.identity.IdentityId;
import io.jitaccess.jdbc.JdbcStore;
import io.jitaccess.problem.Outcome;
import io.jitaccess.request.AccessRequest;
import io.jitaccess.request.RequestDraft;
import io.jitaccess.spi.Directory;
import io.jitaccess.spi.store.Store;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/**
 * One life cycle of the library in an otherwise empty database, and what was committed at each step of it: the facts
 * that a hand-written program has to write as well.
 *
 * @param taken when the first picture was taken
 * @param attempted what was committed when the provider was called
 * @param ending what was committed when the provider was called to remove it
 */
record Sample(
        Instant taken,
        GrantId grant,
        Picture empty,
        Picture asked,
        Picture approved,
        Picture attempted,
        Picture active,
        Picture ending,
        Picture ended) {

    static final IdentityId PERSON = new IdentityId("p0");

    /** A node with so many calls at once, whose daily work does not come in between. */
    static Settings settings(int concurrency, Duration lease) {
        Settings defaults = Settings.DEFAULTS;
        return new Settings(
                Set.of(Company.ADMINISTRATORS),
                Set.of(),
                defaults.poll(),
                lease,
                1000,
                concurrency,
                100_000,
                defaults.firstRetry(),
                defaults.longestRetry(),
                defaults.overdueAfter(),
                Duration.ofDays(1),
                Duration.ofDays(1),
                Duration.ZERO,
                Duration.ZERO,
                defaults.stopGrace());
    }

    static JitAccess node(Store store, Directory directory, InstantProvider provider, int concurrency, Duration lease) {
        return JitAccess.builder()
                .store(store)
                .directory(directory)
                .provider(provider)
                .settings(settings(concurrency, lease))
                .build();
    }

    /** Asks for as much as is staged, so that somebody has to approve it. */
    static AccessRequest ask(JitAccess jit, IdentityId who, int eligibility) {
        return jit.requests()
                .request(who, RequestDraft.of(Company.eligibilityId(eligibility), LookUpWorld.ASKED, "a fault"))
                .orElseThrow();
    }

    static GrantId approve(JitAccess jit, AccessRequest asked) {
        Outcome<AccessRequest> decided =
                jit.requests().decide(Company.LEA, asked.id(), asked.version(), Verdict.APPROVE, "fine");
        return decided.orElseThrow().grant().orElseThrow();
    }

    /** Lives one life in this database, which has the library's tables and nothing in them. */
    static Sample live(Base base) throws SQLException {
        InstantProvider provider = InstantProvider.empty();
        JitAccess jit =
                node(JdbcStore.builder(base.source()).build(), new Crowd(), provider, 1, Settings.DEFAULTS.lease());
        jit.administration().activate(Company.ROOT, Company.forEverybody(1)).orElseThrow();
        // what runs once a day is over
        jit.runDue();
        base.execute("alter table jit_audit_event disable trigger user");
        base.execute("delete from jit_audit_event");
        base.execute("alter table jit_audit_event enable trigger user");
        Instant taken = java.time.Clock.systemUTC().instant();
        Picture empty = picture(base);
        AccessRequest request = ask(jit, PERSON, 0);
        Picture asked = picture(base);
        GrantId grant = approve(jit, request);
        Picture approved = picture(base);
        Picture[] atCall = new Picture[1];
        provider.beforeChange(() -> atCall[0] = unchecked(base));
        jit.runDue();
        Picture attempted = atCall[0];
        Picture active = picture(base);
        jit.grants().release(PERSON, grant, "").orElseThrow();
        jit.runDue();
        Sample sample = new Sample(taken, grant, empty, asked, approved, attempted, active, atCall[0], picture(base));
        long ended = base.number("select count(*) from jit_grant where state = 'ENDED'");
        if (ended != 1) {
            throw new IllegalStateException("the sample did not end");
        }
        return sample;
    }

    private static Picture unchecked(Base base) {
        try {
            return picture(base);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Picture picture(Base base) throws SQLException {
        try (Connection connection = base.source().getConnection()) {
            return Picture.of(connection);
        }
    }
}
