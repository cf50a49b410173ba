package io.jitaccess.testkit.provider;

import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** The tests of the contract, each named after the invariant of the design that it holds. */
abstract class InvariantTests {

    /** Runs one of them in the environment of the provider under test. */
    abstract void check(Consumer<Bench> check);

    // ---- What is declared and judged from values

    @Test
    @DisplayName("Invariant 17: what a provider declares is complete, and stays the same")
    void declarations() {
        check(ValueChecks::declarations);
    }

    @Test
    @DisplayName("Invariant 17: what a provider declares is implemented")
    void implementations() {
        check(ValueChecks::implementations);
    }

    @Test
    @DisplayName("Invariant 16: a good entitlement has no problems")
    void goodHasNoProblems() {
        check(ValueChecks::goodHasNoProblems);
    }

    @Test
    @DisplayName("Invariant 16: a bad entitlement is refused")
    void badIsRefused() {
        check(ValueChecks::badIsRefused);
    }

    @Test
    @DisplayName("Invariant 16: every problem is listed at once, by field")
    void everyProblemAtOnce() {
        check(ValueChecks::everyProblemAtOnce);
    }

    @Test
    @DisplayName("Invariant 16: hostile text is judged, and no exception")
    void hostileIsJudged() {
        check(ValueChecks::hostileIsJudged);
    }

    @Test
    @DisplayName("Invariant 6: two spellings of an access have one target key, two accesses two")
    void targetKeys() {
        check(ValueChecks::targetKeys);
    }

    @Test
    @DisplayName("Invariant 8: an entitlement covers itself, and never more")
    void coversItselfAndNoMore() {
        check(ValueChecks::coversItselfAndNoMore);
    }

    @Test
    @DisplayName("Invariant 8: what cannot be judged is not covered")
    void unknownIsNotCovered() {
        check(ValueChecks::unknownIsNotCovered);
    }

    @Test
    @DisplayName("Invariant 12: an identity without an account is an answer, and no exception")
    void noAccount() {
        check(ValueChecks::noAccount);
    }

    @Test
    @DisplayName("Invariant 6: an identity has one principal, and two identities two")
    void accounts() {
        check(ValueChecks::accounts);
    }

    // ---- Making access and taking it away

    @Test
    @DisplayName("Invariant 4: an assign that is done has made the access")
    void assignMakes() {
        check(LifeChecks::assignMakes);
    }

    @Test
    @DisplayName("Invariant 6: access of ours is seen as ours exactly where there are marks")
    void marks() {
        check(LifeChecks::marks);
    }

    @Test
    @DisplayName("Invariant 5: assigning what is there succeeds and changes nothing")
    void assignTwice() {
        check(LifeChecks::assignTwice);
    }

    @Test
    @DisplayName("Invariant 5: assigning what was ours and is gone makes it anew")
    void assignAnew() {
        check(LifeChecks::assignAnew);
    }

    @Test
    @DisplayName("Invariant 6: an assign gives nothing but what it names")
    void assignIsAddressed() {
        check(LifeChecks::assignIsAddressed);
    }

    @Test
    @DisplayName("Invariant 4: a revoke that is done has ended the access")
    void revokeEnds() {
        check(LifeChecks::revokeEnds);
    }

    @Test
    @DisplayName("Invariant 5: revoking what is absent succeeds")
    void revokeAbsent() {
        check(LifeChecks::revokeAbsent);
    }

    @Test
    @DisplayName("Invariant 6: a revoke ends nothing but what it names")
    void revokeIsAddressed() {
        check(LifeChecks::revokeIsAddressed);
    }

    @Test
    @DisplayName("Invariant 6: access that somebody else gave is never seen as ours")
    void foreignIsNotOurs() {
        check(LifeChecks::foreignIsNotOurs);
    }

    @Test
    @DisplayName("Invariant 3: with marks, what a listing shows ends by its mark alone")
    void endsByItsMark() {
        check(LifeChecks::endsByItsMark);
    }

    @Test
    @DisplayName("Invariant 6: with marks, a revoke leaves what does not carry ours")
    void revokeLeavesForeign() {
        check(LifeChecks::revokeLeavesForeign);
    }

    @Test
    @DisplayName("Invariant 6: ending one grant leaves another's own access")
    void grantsAreIndependent() {
        check(LifeChecks::grantsAreIndependent);
    }

    @Test
    @DisplayName("Invariant 6: hostile text touches nothing else")
    void hostileTouchesNothingElse() {
        check(HostileText::touchesNothingElse);
    }

    @Test
    @DisplayName("Invariant 5: what cannot be read is unclear, and never absent")
    void unreadableIsUnclear() {
        check(LifeChecks::unreadableIsUnclear);
    }

    @Test
    @DisplayName("Invariant 4: what cannot be given is never said to be done")
    void impossibleIsNeverDone() {
        check(LifeChecks::impossibleIsNeverDone);
    }

    @Test
    @DisplayName("Invariant 14: after many calls at once, the last one decides")
    void oneAccessFromManyThreads() {
        check(LifeChecks::oneAccessFromManyThreads);
    }

    // ---- Ends that the service carries

    @Test
    @DisplayName("Invariant 3: the service carries an end that is never later than asked")
    void carriesAnEnd() {
        check(ExpiryChecks::carriesAnEnd);
    }

    @Test
    @DisplayName("Invariant 3: access ends by itself at its end")
    void endsByItself() {
        check(ExpiryChecks::endsByItself);
    }

    @Test
    @DisplayName("Invariant 13: access of ours gets the new end that is asked for")
    void oursGetsANewEnd() {
        check(ExpiryChecks::oursGetsANewEnd);
    }

    @Test
    @DisplayName("Invariant 6: access keeps its end unless it is said to be ours")
    void notOursKeepsItsEnd() {
        check(ExpiryChecks::notOursKeepsItsEnd);
    }

    @Test
    @DisplayName("Invariant 6: access that somebody else gave keeps its end")
    void foreignKeepsItsEnd() {
        check(ExpiryChecks::foreignKeepsItsEnd);
    }

    // ---- Listings

    @Test
    @DisplayName("Invariant 4: a listing shows access of ours, and not what was revoked")
    void listsOurs() {
        check(ListChecks::showsWhatIsThere);
    }

    @Test
    @DisplayName("Invariant 6: a listing shows what somebody else gave, and not as ours")
    void listsForeign() {
        check(ListChecks::showsWhatOthersMade);
    }

    @Test
    @DisplayName("Invariant 6: what is listed has the target key that it is assigned by")
    void listedKeysFit() {
        check(ListChecks::keysFit);
    }

    @Test
    @DisplayName("Invariant 4: what nobody can see is not listed")
    void listsNothingUnseen() {
        check(ListChecks::unseenListsNothing);
    }

    // ---- Credentials and sessions

    @Test
    @DisplayName("Invariant 15: a credential works until its end, and not later")
    void credentialEnds() {
        check(SecretChecks::worksUntilItsEnd);
    }

    @Test
    @DisplayName("Invariant 15: issuing anew ends the credential before")
    void issuedAnew() {
        check(SecretChecks::issuedAnewEndsTheFormer);
    }

    @Test
    @DisplayName("Invariant 15: without access no credential works")
    void noCredentialWithoutAccess() {
        check(SecretChecks::noneWithoutAccess);
    }

    @Test
    @ResourceLock(Resources.SYSTEM_OUT)
    @ResourceLock(Resources.SYSTEM_ERR)
    @DisplayName("Invariant 15: a secret shows in no text, answer or output")
    void secretsShowNowhere() {
        check(SecretChecks::showsInNoText);
    }

    @Test
    @DisplayName("Invariant 3: a credential ends with its access, or the answer says when")
    void credentialEndsWithAccess() {
        check(SecretChecks::endsWithItsAccess);
    }

    @Test
    @DisplayName("Invariant 3: sessions end after a revoke, or the answer says when")
    void sessionsEnd() {
        check(SecretChecks::sessionsEnd);
    }

    // ---- Batches

    @Test
    @DisplayName("Invariant 12: a batch key is bounded, and stays the same")
    void batchKeys() {
        check(BatchChecks::keys);
    }

    @Test
    @DisplayName("Invariant 12: a batch answers each change, in the given order")
    void batchInOrder() {
        check(BatchChecks::answersInOrder);
    }

    @Test
    @DisplayName("Invariant 12: one bad change of a batch fails alone")
    void batchItemFailsAlone() {
        check(BatchChecks::oneFailsAlone);
    }

    @Test
    @DisplayName("Invariant 12: looks in a batch answer each access, in the given order")
    void looksInOrder() {
        check(BatchChecks::looksInOrder);
    }

    // ---- When the service, or the way to it, fails

    @Test
    @DisplayName("Invariant 2: an answer that claims no effect has had none")
    void claimsOfNoEffectAreTrue() {
        check(FaultChecks::claimsOfNoEffectAreTrue);
    }

    @Test
    @DisplayName("Invariant 2: a change whose answer is lost is unknown, and tried once")
    void lostAnswersAreUnknown() {
        check(FaultChecks::lostAnswersAreUnknown);
    }

    @Test
    @DisplayName("Invariant 5: a look that fails is unclear, and never absent")
    void failedLooksAreUnclear() {
        check(FaultChecks::failedLooksAreUnclear);
    }

    @Test
    @DisplayName("Invariant 7: a service that is silent is no missing account")
    void silenceIsNoMissingAccount() {
        check(FaultChecks::silenceIsNoMissingAccount);
    }

    @Test
    @DisplayName("Invariant 4: a listing that fails throws, and is never a short list")
    void failedListingsThrow() {
        check(FaultChecks::failedListingsThrow);
    }

    @Test
    @DisplayName("Invariant 14: an interrupted call ends within its time-out")
    void interruptedCallsEnd() {
        check(FaultChecks::interruptedCallsEnd);
    }

    // ---- Links, discovery and activity

    @Test
    @DisplayName("Invariant 15: a connect link carries no secret, and stays the same")
    void connectLinks() {
        check(ExtraChecks::links);
    }

    @Test
    @DisplayName("Invariant 17: what is discovered is well formed")
    void discovery() {
        check(ExtraChecks::discovery);
    }

    @Test
    @DisplayName("Invariant 17: what can be handed out is verified as usable")
    void verification() {
        check(ExtraChecks::verification);
    }

    @Test
    @DisplayName("Invariant 17: the self-check misses nothing where all is granted")
    void selfCheck() {
        check(ExtraChecks::selfCheck);
    }

    @Test
    @DisplayName("Invariant 16: activity is of the asked time, in pages")
    void activity() {
        check(ExtraChecks::activity);
    }
}
