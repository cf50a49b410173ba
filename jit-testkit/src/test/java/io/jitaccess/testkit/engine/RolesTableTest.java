package io.jitaccess.testkit.engine;

import static io.jitaccess.testkit.engine.World.ANN;
import static io.jitaccess.testkit.engine.World.AUD;
import static io.jitaccess.testkit.engine.World.BEN;
import static io.jitaccess.testkit.engine.World.LEA;
import static io.jitaccess.testkit.engine.World.LEADS;
import static io.jitaccess.testkit.engine.World.MAX;
import static io.jitaccess.testkit.engine.World.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import io.jitaccess.KillScope;
import io.jitaccess.Requests.Extension;
import io.jitaccess.approval.Stage;
import io.jitaccess.approval.Verdict;
import io.jitaccess.eligibility.Catalogue;
import io.jitaccess.entitlement.EntitlementKind;
import io.jitaccess.grant.Suspension;
import io.jitaccess.id.GrantId;
import io.jitaccess.id.RequestId;
import io.jitaccess.identity.IdentityId;
import io.jitaccess.problem.Outcome;
import io.jitaccess.spi.store.AuditQuery;
import io.jitaccess.spi.store.GrantQuery;
import io.jitaccess.spi.store.PageRequest;
import io.jitaccess.spi.store.RequestQuery;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Who may do what, in which state: every operation of the library against every role. Max asked for Ann, so Max is the
 * requester and a lead, and Ann the beneficiary; Lea is an approver; Ben is a stranger; Ivo is disabled, Nemo unknown.
 */
class RolesTableTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final List<IdentityId> ROLES =
            List.of(MAX, ANN, LEA, ROOT, AUD, BEN, new IdentityId("ivo"), new IdentityId("nemo"));

    /** y done · f forbidden · n not found · c conflict; columns: requester, beneficiary, approver, administrator, auditor, stranger, disabled, unknown. */
    private static final String TABLE = """
            approve      PENDING   f f y f f n f f
            approve      APPROVED  c c c c c n f f
            deny         PENDING   f f y f f n f f
            withdraw     PENDING   y y n n n n f f
            withdraw     APPROVED  c c n n n n f f
            findRequest  PENDING   y y y y y n f f
            findRequest  APPROVED  y y y y y n f f
            findGrant    ACTIVE    y y n y y n f f
            findGrant    ENDED     y y n y y n f f
            release      ACTIVE    y y n n n n f f
            release      ENDED     y y n n n n f f
            extend       ACTIVE    y y n n n n f f
            extend       ENDED     c c n n n n f f
            collect      ACTIVE    n y n n n n f f
            collect      ENDED     n c n n n n f f
            revoke       ACTIVE    f f f y f f f f
            revoke       ENDED     f f f y f f f f
            activity     ACTIVE    y y n y y n f f
            activity     ENDED     y y n y y n f f
            discover     ANY       f f f y y f f f
            offers       ANY       y y y y y y f f
            mine         ANY       y y y y y y f f
            awaiting     ANY       y y y y y y f f
            allRequests  ANY       f f f y y f f f
            allGrants    ANY       f f f y y f f f
            auditAll     ANY       f f f y y f f f
            auditOwn     ANY       y y y y y y f f
            killCount    ANY       f f f y f f f f
            killSwitch   ANY       f f f y f f f f
            suspend      ANY       f f f y f f f f
            resume       ANY       f f f y f f f f
            suspensions  ANY       f f f y y f f f
            activate     ANY       f f f y f f f f
            revisions    ANY       f f f y y f f f
            drift        ANY       f f f y y f f f
            """;

    /** The world in one state, and one operation in it. */
    private static final class Scene {
        final World world = new World();
        final RequestId request;
        final GrantId grant;

        Scene(String state) {
            world.directory.person("ivo", "dev", "leads", "admins", "auditors");
            world.directory.disable("ivo");
            world.staged("write", Stage.of("leads", LEADS, 1), world.to("login", "orders"));
            request = world.jit
                    .requests()
                    .request(MAX, world.draft("write", HOUR).forBeneficiary(ANN))
                    .orElseThrow()
                    .id();
            if (state.equals("PENDING")) {
                grant = GrantId.random();
                return;
            }
            grant = world.decide(LEA, request, Verdict.APPROVE)
                    .orElseThrow()
                    .grant()
                    .orElseThrow();
            world.jit.runDue();
            if (state.equals("ENDED")) {
                world.pass(HOUR);
            }
        }

        Outcome<?> run(String operation, IdentityId who) {
            var page = PageRequest.first(10);
            return switch (operation) {
                case "approve" -> world.decide(who, request, Verdict.APPROVE);
                case "deny" -> world.decide(who, request, Verdict.DENY);
                case "withdraw" -> world.jit.requests().withdraw(who, request);
                case "findRequest" -> world.jit.requests().find(who, request);
                case "findGrant" -> world.jit.grants().find(who, grant);
                case "release" -> world.jit.grants().release(who, grant, "");
                case "extend" -> world.jit.requests().extend(who, grant, Extension.by(HOUR, "more"));
                case "collect" -> world.jit.grants().collect(who, grant, 0);
                case "revoke" -> world.jit.administration().revoke(who, grant, "");
                case "activity" -> world.jit.grants().activity(who, grant, 0, Optional.empty());
                case "discover" ->
                    world.jit
                            .administration()
                            .discover(who, world.provider.id(), new EntitlementKind("login"), Optional.empty());
                case "offers" -> world.jit.requests().offers(who);
                case "mine" -> world.jit.requests().mine(who, page);
                case "awaiting" -> world.jit.requests().awaiting(who, page);
                case "allRequests" -> world.jit.requests().all(who, RequestQuery.ALL, page);
                case "allGrants" -> world.jit.grants().all(who, GrantQuery.ALL, page);
                case "auditAll" -> world.jit.audit(who, AuditQuery.ALL, page);
                case "auditOwn" -> world.jit.audit(who, AuditQuery.ALL.about(who), page);
                case "killCount" -> world.jit.administration().count(who, new KillScope.OfIdentity(BEN));
                case "killSwitch" -> world.jit.administration().revokeAll(who, new KillScope.OfIdentity(BEN), 0, "");
                case "suspend" -> world.jit.administration().suspend(who, Suspension.Scope.of(BEN), "why");
                case "resume" -> world.jit.administration().resume(who, Suspension.Scope.of(BEN));
                case "suspensions" -> world.jit.administration().suspensions(who);
                case "activate" -> world.jit.administration().activate(who, Catalogue.EMPTY);
                case "revisions" -> world.jit.administration().revisions(who, 5);
                case "drift" -> world.jit.administration().drift(who);
                default -> throw new AssertionError(operation);
            };
        }
    }

    @TestFactory
    Stream<DynamicTest> everyOperationByEveryRole() {
        Map<String, String> words = Map.of("y", "DONE", "f", "FORBIDDEN", "n", "NOT_FOUND", "c", "CONFLICT");
        List<DynamicTest> tests = new ArrayList<>();
        TABLE.lines().forEach(line -> {
            String[] cells = line.strip().split("\\s+");
            for (int role = 0; role < ROLES.size(); role++) {
                IdentityId who = ROLES.get(role);
                String expected = words.get(cells[role + 2]);
                tests.add(DynamicTest.dynamicTest(cells[0] + " in " + cells[1] + " by " + who, () -> {
                    Scene scene = new Scene(cells[1]);
                    String got = scene.run(cells[0], who)
                            .fold(done -> "DONE", refused -> refused.refusal().name());
                    assertThat(got).isEqualTo(expected);
                    scene.world.oracle.check();
                }));
            }
        });
        assertThat(tests).hasSize(35 * 8);
        return tests.stream();
    }
}
