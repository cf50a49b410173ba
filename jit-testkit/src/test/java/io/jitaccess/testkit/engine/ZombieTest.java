package io.jitaccess.testkit.engine;

import static io.jitaccess.testkit.engine.World.ANN;
import static io.jitaccess.testkit.engine.World.AUD;
import static org.assertj.core.api.Assertions.assertThat;

import io.jitaccess.DriftReport;
import io.jitaccess.Settings;
import io.jitaccess.audit.AuditAction;
import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.entitlement.PrincipalId;
import io.jitaccess.grant.AssignmentState;
import io.jitaccess.grant.GrantState;
import io.jitaccess.id.AssignmentId;
import io.jitaccess.id.GrantId;
import io.jitaccess.spi.AccessRef;
import io.jitaccess.spi.store.AuditQuery;
import io.jitaccess.testkit.provider.CloudEntry;
import io.jitaccess.testkit.provider.CloudSession;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An entry with our mark and no row, as after a restored backup, gets a row, and ends. */
class ZombieTest {

    private static final PrincipalId PRINCIPAL = new PrincipalId(ANN.value());
    private static final Duration DRIFT = Settings.DEFAULTS.driftEvery();
    private final World world = new World();

    /** What the library gave once, and forgot. */
    private AccessRef zombie(Entitlement entitlement) {
        boolean perGrant = entitlement.kind().value().equals("login");
        AccessRef access = new AccessRef(
                AssignmentId.random(),
                PRINCIPAL,
                entitlement,
                world.provider.targetKey(entitlement),
                perGrant ? Optional.of(GrantId.random()) : Optional.empty());
        world.provider.assign(
                access,
                world.clock.asClock().instant().truncatedTo(ChronoUnit.SECONDS).plus(Duration.ofDays(5)),
                false);
        assertThat(world.provider.cloud().entries(PRINCIPAL, entitlement))
                .extracting(CloudEntry::mark)
                .contains(Optional.of(access.assignment()));
        return access;
    }

    private AssignmentState state(AccessRef access) {
        return world.store.joining(unit ->
                unit.assignments().find(access.assignment()).orElseThrow().state());
    }

    private boolean isThere(AccessRef access) {
        return world.provider.cloud().entries(PRINCIPAL, access.entitlement()).stream()
                .anyMatch(entry -> entry.mark().equals(Optional.of(access.assignment())));
    }

    private static Stream<String> markedKinds() {
        return Stream.of("binding", "login");
    }

    @ParameterizedTest
    @MethodSource("markedKinds")
    void itEnds(String kind) {
        AccessRef access = zombie(world.to(kind, "orders"));
        world.passSlowly(DRIFT.multipliedBy(2), Duration.ofMinutes(1));
        assertThat(isThere(access)).isFalse();
        assertThat(state(access)).isEqualTo(AssignmentState.ABSENT);
        assertThat(world.audit(AuditQuery.ALL.of(AuditAction.ZOMBIE_FOUND))).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("markedKinds")
    void severalOfOneAccessEnd(String kind) {
        AccessRef one = zombie(world.to(kind, "orders"));
        AccessRef other = zombie(world.to(kind, "orders"));
        world.passSlowly(DRIFT.multipliedBy(2), Duration.ofMinutes(1));
        assertThat(isThere(one)).isFalse();
        assertThat(isThere(other)).isFalse();
    }

    @ParameterizedTest
    @MethodSource("markedKinds")
    void itEndsBesideAGrantOfTheSameAccess(String kind) {
        world.automatic("debug", world.to(kind, "orders"));
        AccessRef access = zombie(world.to(kind, "orders"));
        GrantId grant = world.grant(ANN, "debug", Duration.ofHours(2));
        world.passSlowly(DRIFT.multipliedBy(2), Duration.ofMinutes(1));
        assertThat(isThere(access)).isFalse();
        assertThat(world.holds(ANN, world.to(kind, "orders"))).isTrue();
        assertThat(world.stored(grant).state()).isEqualTo(GrantState.ACTIVE);
        world.pass(Duration.ofHours(2));
        assertThat(world.holds(ANN, world.to(kind, "orders"))).isFalse();
    }

    @ParameterizedTest
    @MethodSource("markedKinds")
    void aGrantThatComesLaterIsNotTouched(String kind) {
        world.automatic("debug", world.to(kind, "orders"));
        AccessRef access = zombie(world.to(kind, "orders"));
        world.pass(DRIFT);
        GrantId grant = world.grant(ANN, "debug", Duration.ofHours(2));
        world.passSlowly(DRIFT.multipliedBy(2), Duration.ofMinutes(1));
        assertThat(isThere(access)).isFalse();
        assertThat(world.holds(ANN, world.to(kind, "orders"))).isTrue();
        assertThat(world.stored(grant).state()).isEqualTo(GrantState.ACTIVE);
    }

    @Test
    void itsSessionsEnd() {
        AccessRef access = zombie(world.to("login", "orders"));
        var issued = (io.jitaccess.spi.CredentialIssuer.Issuing.Issued)
                world.provider.issue(access, world.clock.asClock().instant().plus(Duration.ofDays(1)), 1);
        CloudSession session =
                world.provider.cloud().logIn(issued.credential().fields()).orElseThrow();
        world.passSlowly(DRIFT.multipliedBy(2), Duration.ofMinutes(1));
        assertThat(session.works()).isFalse();
    }

    @Test
    void whatHasNoMarkInAKindWithMarksIsStanding() {
        world.automatic("debug", world.to("binding", "orders"));
        world.grant(ANN, "debug", Duration.ofHours(2));
        world.provider.cloud().outsiderAdds(PRINCIPAL, world.to("binding", "orders"), Optional.empty());
        world.passSlowly(DRIFT.multipliedBy(2), Duration.ofMinutes(1));
        assertThat(world.jit.administration().drift(AUD).orElseThrow().stream()
                        .filter(report -> report.kind().value().equals("binding")))
                .extracting(DriftReport::standing)
                .containsExactly(1L);
    }
}
