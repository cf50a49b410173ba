package io.jitaccess.testkit.provider;

import static io.jitaccess.testkit.provider.Fakes.ANN;
import static io.jitaccess.testkit.provider.Fakes.BEN;
import static io.jitaccess.testkit.provider.Fakes.access;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.jitaccess.entitlement.EntitlementKind;
import io.jitaccess.entitlement.PrincipalId;
import io.jitaccess.spi.AccessRef;
import io.jitaccess.spi.BatchProvider;
import io.jitaccess.spi.BatchProvider.Change;
import io.jitaccess.spi.ChangeOutcome;
import io.jitaccess.spi.ChangeOutcome.Effect;
import io.jitaccess.spi.CredentialIssuer;
import io.jitaccess.spi.CredentialIssuer.Issuing;
import io.jitaccess.spi.ListedAccess;
import io.jitaccess.spi.Observation;
import io.jitaccess.spi.PrincipalLookup;
import io.jitaccess.spi.SessionEnder;
import io.jitaccess.spi.SessionEnder.SessionEnding;
import io.jitaccess.testkit.provider.FakeCall.Operation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FakeProviderTest {

    private final HandClock clock = new HandClock();
    private final FakeProvider provider = FakeProvider.on(clock);
    private final FakeCloud cloud = provider.cloud();

    private Instant in(Duration duration) {
        return clock.instant().plus(duration);
    }

    @Test
    void theHistoryTellsOurEffectsFromOutsidersAndFromTheCloudsOwn() {
        AccessRef timed = access(provider, ANN, provider.to("timed", "payments"));
        AccessRef group = access(provider, BEN, provider.to("group", "payments"));

        provider.assign(timed, in(Duration.ofMinutes(5)), false);
        cloud.outsiderAdds(BEN, group.entitlement(), Optional.empty());
        provider.assign(group, in(Duration.ofMinutes(5)), false);
        clock.forward(Duration.ofMinutes(6));
        cloud.outsiderRemoves(BEN, group.entitlement());

        assertThat(cloud.history())
                .extracting(
                        CloudEffect::what,
                        CloudEffect::by,
                        effect -> effect.entry().principal())
                .containsExactly(
                        tuple(CloudEffect.What.ADDED, CloudEffect.Who.LIBRARY, ANN),
                        tuple(CloudEffect.What.ADDED, CloudEffect.Who.OUTSIDER, BEN),
                        tuple(CloudEffect.What.EXPIRED, CloudEffect.Who.CLOUD, ANN),
                        tuple(CloudEffect.What.REMOVED, CloudEffect.Who.OUTSIDER, BEN));
        assertThat(cloud.history().get(0).call().orElseThrow().access()).contains(timed);
        assertThat(cloud.history().get(2).at()).isEqualTo(clock.instant().minus(Duration.ofMinutes(1)));
    }

    @Test
    void onlyTheLastEndThatWasSetEndsAnAccess() {
        AccessRef timed = access(provider, ANN, provider.to("timed", "payments"));

        provider.assign(timed, in(Duration.ofMinutes(5)), false);
        provider.assign(timed, in(Duration.ofMinutes(1)), false);
        clock.forward(Duration.ofMinutes(2));
        assertThat(cloud.holds(ANN, timed.entitlement())).isTrue();
        provider.assign(timed, in(Duration.ofMinutes(10)), true);
        clock.forward(Duration.ofMinutes(5));
        assertThat(cloud.holds(ANN, timed.entitlement())).isTrue();
        cloud.outsiderChangesExpiry(ANN, timed.entitlement(), Optional.of(in(Duration.ofMinutes(1))));
        clock.forward(Duration.ofMinutes(1));

        assertThat(cloud.holds(ANN, timed.entitlement())).isFalse();
    }

    @Test
    void aMembershipWithoutNativeExpiryStaysUntilItIsRemoved() {
        AccessRef group = access(provider, ANN, provider.to("group", "payments"));

        provider.assign(group, in(Duration.ofMinutes(5)), false);
        clock.forward(Duration.ofDays(400));

        assertThat(provider.observe(group)).isEqualTo(Observation.present());
    }

    @Test
    void readsOfTheLaggyKindShowWhatWas() {
        AccessRef laggy = access(provider, ANN, provider.to("laggy", "payments"));

        provider.assign(laggy, in(Duration.ofMinutes(5)), false);
        Observation atOnce = provider.observe(laggy);
        List<ListedAccess> listedAtOnce =
                provider.list(new EntitlementKind("laggy"), Optional.empty()).entries();
        clock.forward(Duration.ofSeconds(30));

        assertThat(atOnce).isEqualTo(Observation.absent());
        assertThat(listedAtOnce).isEmpty();
        assertThat(provider.observe(laggy)).isEqualTo(Observation.present());
        assertThat(provider.list(new EntitlementKind("laggy"), Optional.empty()).entries())
                .hasSize(1);

        provider.revoke(laggy);

        assertThat(cloud.holds(ANN, laggy.entitlement())).isFalse();
        assertThat(provider.observe(laggy)).isEqualTo(Observation.present());
    }

    @Test
    void aDeletedAccountLosesEverythingAndGetsNothing() {
        AccessRef group = access(provider, ANN, provider.to("group", "payments"));
        provider.assign(group, in(Duration.ofMinutes(5)), false);

        cloud.deleteAccount(ANN);

        assertThat(provider.observe(group)).isEqualTo(Observation.absent());
        assertThat(provider.assign(group, in(Duration.ofMinutes(5)), false)).isInstanceOf(ChangeOutcome.Refused.class);
        assertThat(provider.revoke(group)).isEqualTo(ChangeOutcome.done(Effect.ALREADY_ABSENT));
    }

    @Test
    void anEndThatIsPastIsRefusedWhereTheCloudCarriesIt() {
        AccessRef timed = access(provider, ANN, provider.to("timed", "payments"));

        assertThat(provider.assign(timed, clock.instant(), false)).isInstanceOf(ChangeOutcome.Refused.class);
    }

    @Test
    void aListingIsPagedAndComplete() {
        FakeProvider small = FakeProvider.builder(cloud).pageSize(2).build();
        for (String name : List.of("a", "b", "c", "d", "e")) {
            cloud.outsiderAdds(ANN, provider.to("group", name), Optional.empty());
        }
        cloud.hide(provider.to("group", "b"));

        List<String> names = new ArrayList<>();
        Optional<String> from = Optional.empty();
        do {
            ListedAccess.Page page = small.list(new EntitlementKind("group"), from);
            page.entries().forEach(entry -> names.add(entry.targetKey().value()));
            from = page.next();
        } while (from.isPresent());

        assertThat(names).containsExactly("group:a", "group:c", "group:d", "group:e");

        cloud.outsiderRemoves(ANN, provider.to("group", "c"));
        cloud.outsiderRemoves(ANN, provider.to("group", "d"));
        assertThat(small.list(new EntitlementKind("group"), Optional.empty()).next())
                .as("a last page that is full")
                .isEmpty();
    }

    @Test
    void aBatchIsOneCallAndItsItemsFailAlone() {
        List<Change> changes = new ArrayList<>();
        for (String who : List.of("p1", "p2", "p3")) {
            AccessRef ref = access(provider, new PrincipalId(who), provider.to("binding", "project/viewer"));
            changes.add(new Change(ref, Optional.of(in(Duration.ofHours(1))), false));
        }
        provider.faults()
                .times(
                        1,
                        call -> call.inBatch()
                                && call.access()
                                        .equals(Optional.of(changes.get(1).access())),
                        Fault.answerLost());

        List<ChangeOutcome> outcomes = provider.apply(changes);

        assertThat(outcomes.get(0)).isEqualTo(ChangeOutcome.done(Effect.CREATED));
        assertThat(outcomes.get(1)).isInstanceOf(ChangeOutcome.Unknown.class);
        assertThat(outcomes.get(2)).isEqualTo(ChangeOutcome.done(Effect.CREATED));
        assertThat(cloud.entries()).hasSize(3);
        assertThat(provider.calls().count(Operation.APPLY)).isEqualTo(1);
        assertThat(provider.calls().count(Operation.ASSIGN)).isZero();
        assertThat(provider.calls().countWithBatches(Operation.ASSIGN)).isEqualTo(3);
    }

    @Test
    void aBatchOfTwoKeysOrTooManyItemsIsRefusedAsAMistakeOfTheCaller() {
        AccessRef one = access(provider, ANN, provider.to("binding", "project-1/viewer"));
        AccessRef other = access(provider, ANN, provider.to("binding", "project-2/viewer"));
        FakeProvider single = FakeProvider.builder(cloud).largestBatch(1).build();

        assertThatThrownBy(() -> provider.look(List.of(one, other))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> single.look(List.of(one, one))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aBatchThatBreaksMidwayHasDoneItsRevokesFirst() {
        AccessRef gone = access(provider, ANN, provider.to("group", "payments"));
        AccessRef made = access(provider, BEN, provider.to("group", "payments"));
        provider.assign(gone, in(Duration.ofHours(1)), false);
        provider.faults().next(Operation.APPLY, Fault.breaksMidway(1));

        assertThatThrownBy(() -> provider.apply(List.of(
                        new Change(made, Optional.of(in(Duration.ofHours(1))), false),
                        new Change(gone, Optional.empty(), true))))
                .hasRootCauseMessage("Connection reset");

        assertThat(cloud.entries()).isEmpty();
    }

    @Test
    void aLoginWorksWhileItsAccessIsThereAndItsSessionLongerThanThat() {
        AccessRef login = access(provider, ANN, provider.to("login", "db/orders"));
        provider.assign(login, in(Duration.ofHours(1)), false);
        Map<String, String> fields = issue(login);
        CloudSession session = cloud.logIn(fields).orElseThrow();

        provider.revoke(login);
        provider.assign(login, in(Duration.ofHours(1)), false);

        assertThat(cloud.accepts(fields))
                .as("made anew, without the old password")
                .isFalse();
        assertThat(session.works()).isTrue();
        assertThat(provider.endSessions(login)).isEqualTo(new SessionEnding.Ended(1));
        assertThat(session.works()).isFalse();
    }

    @Test
    void aTokenOutlivesItsRevokeAndTheAnswersSayUntilWhen() {
        AccessRef token = access(provider, ANN, provider.to("token", "cluster"));
        provider.assign(token, in(Duration.ofHours(1)), false);
        AccessRef other = access(provider, ANN, provider.to("token", "cluster"));
        provider.assign(other, in(Duration.ofHours(1)), false);
        Map<String, String> fields = issue(token);
        CloudSession session = cloud.logIn(fields).orElseThrow();

        assertThat(provider.revoke(other)).isEqualTo(ChangeOutcome.done(Effect.REMOVED));
        ChangeOutcome outcome = provider.revoke(token);

        assertThat(outcome).isEqualTo(new ChangeOutcome.Done(Effect.REMOVED, Optional.of(in(Duration.ofMinutes(30)))));
        assertThat(provider.endSessions(token)).isInstanceOf(SessionEnding.NotPossible.class);
        assertThat(cloud.accepts(fields)).isTrue();
        assertThat(session.works()).isTrue();
        clock.forward(Duration.ofMinutes(30));
        assertThat(cloud.accepts(fields)).isFalse();
        assertThat(session.works()).isFalse();
        assertThat(provider.issue(token, in(Duration.ofHours(1)), 2)).isInstanceOf(Issuing.NotNow.class);
    }

    @Test
    void aCredentialEndsWithItsAccessAtTheLatest() {
        AccessRef login = access(provider, ANN, provider.to("login", "db/orders"));
        provider.assign(login, in(Duration.ofMinutes(10)), false);

        Issuing issuing = provider.issue(login, in(Duration.ofMinutes(30)), 1);

        assertThat(((Issuing.Issued) issuing).credential().usableUntil()).isEqualTo(in(Duration.ofMinutes(10)));
    }

    private Map<String, String> issue(AccessRef access) {
        Issuing issuing = provider.issue(access, in(Duration.ofMinutes(30)), 1);
        return ((Issuing.Issued) issuing).credential().fields();
    }

    @Test
    void aPrincipalIsTheAttributeOrTheIdAndMayBeMissingOrUnclear() {
        var group = provider.to("group", "payments");
        var plain = Fakes.identity("u-1", Map.of());
        var mapped = Fakes.identity("u-2", Map.of("fake.principal", "arn:ben"));

        assertThat(provider.principal(plain, group)).isEqualTo(new PrincipalLookup.Found(new PrincipalId("u-1")));
        assertThat(provider.principal(mapped, group)).isEqualTo(new PrincipalLookup.Found(new PrincipalId("arn:ben")));

        provider.hasNoAccount(plain.id());
        provider.hasUnclearAccount(mapped.id());

        assertThat(provider.principal(plain, group)).isInstanceOf(PrincipalLookup.NoPrincipal.class);
        assertThat(provider.principal(mapped, group)).isInstanceOf(PrincipalLookup.Unclear.class);
    }

    @Test
    void whatNobodyCanSeeCannotBeObserved() {
        AccessRef token = access(provider, ANN, provider.to("token", "cluster"));

        assertThatThrownBy(() -> provider.observe(token)).isInstanceOf(IllegalStateException.class);
        assertThat(provider.list(new EntitlementKind("token"), Optional.empty()).entries())
                .isEmpty();
    }

    @Test
    void thePlainProviderHasNoneOfTheAbilities() {
        assertThat(provider.plain())
                .isNotInstanceOfAny(BatchProvider.class, SessionEnder.class, CredentialIssuer.class);
        assertThat(provider.plain().kinds()).isEqualTo(provider.kinds());
    }
}
