package io.jitaccess.testkit.engine;

import static io.jitaccess.testkit.engine.World.ANN;
import static io.jitaccess.testkit.engine.World.BEN;
import static io.jitaccess.testkit.engine.World.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import io.jitaccess.audit.AuditAction;
import io.jitaccess.audit.AuditEvent;
import io.jitaccess.grant.GrantState;
import io.jitaccess.id.GrantId;
import io.jitaccess.problem.Outcome;
import io.jitaccess.problem.Refusal;
import io.jitaccess.spi.CredentialIssuer.Credential;
import io.jitaccess.spi.store.AuditQuery;
import io.jitaccess.testkit.model.CheckInvariants;
import io.jitaccess.testkit.model.Oracle;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Invariant 15: credentials are in the answer to their holder and nowhere else. */
@CheckInvariants
class CredentialsTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private final World world;

    CredentialsTest(Oracle oracle) {
        world = new World(oracle);
    }

    private GrantId login() {
        world.automatic("debug", world.to("login", "payments"));
        return world.grant(ANN, "debug", HOUR);
    }

    @Test
    void theHolderCollectsOneAndTheFormerOneEnds() {
        GrantId grant = login();
        assertThat(world.view(grant).items().get(0).collectable()).isTrue();
        Credential first = world.jit.grants().collect(ANN, grant, 0).orElseThrow();
        assertThat(world.provider.cloud().accepts(first.fields())).isTrue();
        Credential second = world.jit.grants().collect(ANN, grant, 0).orElseThrow();
        assertThat(world.provider.cloud().accepts(first.fields())).isFalse();
        assertThat(world.provider.cloud().accepts(second.fields())).isTrue();
        assertThat(world.view(grant).items().get(0).collected()).isEqualTo(2);
        assertThat(world.audit(AuditQuery.ALL.of(AuditAction.CREDENTIAL_COLLECTED)))
                .hasSize(2);
    }

    @Test
    void nobodyElseCollects() {
        GrantId grant = login();
        assertThat(refusal(world.jit.grants().collect(BEN, grant, 0))).isEqualTo(Refusal.NOT_FOUND);
        assertThat(refusal(world.jit.grants().collect(ROOT, grant, 0))).isEqualTo(Refusal.NOT_FOUND);
        assertThat(refusal(world.jit.grants().collect(ANN, grant, 7))).isEqualTo(Refusal.NOT_FOUND);
    }

    @Test
    void whatWasCollectedEndsWithTheGrant() {
        GrantId grant = login();
        Credential credential = world.jit.grants().collect(ANN, grant, 0).orElseThrow();
        world.jit.grants().release(ANN, grant, "").orElseThrow();
        world.jit.runDue();
        assertThat(world.provider.cloud().accepts(credential.fields())).isFalse();
        assertThat(refusal(world.jit.grants().collect(ANN, grant, 0))).isEqualTo(Refusal.CONFLICT);
    }

    @Test
    void noRecordHoldsWhatWasIssued() {
        GrantId grant = login();
        Credential credential = world.jit.grants().collect(ANN, grant, 0).orElseThrow();
        String secret = credential.fields().get("password");
        assertThat(secret).isNotBlank();
        assertThat(credential.toString()).doesNotContain(secret);
        for (AuditEvent event : world.audit(AuditQuery.ALL)) {
            assertThat(event.toString()).doesNotContain(secret);
        }
        assertThat(world.view(grant).toString()).doesNotContain(secret);
    }

    @Test
    void whatNobodyCanSeeEndsByItsLifetime() {
        world.automatic("token", world.to("token", "payments"));
        GrantId grant = world.grant(ANN, "token", HOUR);
        Credential token = world.jit.grants().collect(ANN, grant, 0).orElseThrow();
        assertThat(token.usableUntil()).isBeforeOrEqualTo(world.stored(grant).endsAt());
        world.pass(HOUR);
        world.pass(Duration.ofMinutes(10));
        assertThat(world.stored(grant).state()).isEqualTo(GrantState.ENDED);
        assertThat(world.view(grant).items().get(0).detail().orElseThrow()).contains("BY_LIFETIME");
    }

    private static Refusal refusal(Outcome<?> outcome) {
        return outcome.fold(
                done -> {
                    throw new AssertionError("done");
                },
                Outcome.Refused::refusal);
    }
}
