package io.jitaccess.examples.postgres;

import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.entitlement.PrincipalId;
import io.jitaccess.identity.Identity;
import io.jitaccess.identity.IdentityId;
import io.jitaccess.identity.IdentityKind;
import io.jitaccess.spi.AccessProvider;
import io.jitaccess.testkit.provider.AccessProviderContract;
import io.jitaccess.testkit.provider.KindSample;
import io.jitaccess.testkit.provider.ProviderFaults;
import io.jitaccess.testkit.provider.ProviderTruth;
import io.jitaccess.testkit.provider.ProviderUse;
import java.sql.SQLException;
import java.time.Clock;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

/** The published contract, with a real server behind a wire. Roles count by their comments, too: all names pass. */
class PostgresProviderContractTest extends AccessProviderContract {

    private static final TestServer SERVER = TestServer.get();

    private final Wire wire = new Wire(SERVER.port());
    private final ServerUse use = new ServerUse(SERVER, "of-contract");

    @BeforeAll
    static void rolesAndLogins() {
        SERVER.sql(
                "create role app_write",
                "grant app_write to jitaccess with admin true, inherit false, set false",
                "create role contract_one login password 'of-contract'",
                "create role contract_two login password 'of-contract'");
    }

    @AfterEach
    void hangUp() throws SQLException {
        wire.close();
        use.close();
    }

    @Override
    protected AccessProvider provider() {
        return SERVER.provider(wire.port())
                .allowRoles("app_write")
                .allowRolesWhoseCommentBegins("[jit]")
                .databases("sales")
                .build();
    }

    @Override
    protected List<KindSample> samples() {
        Entitlement toSales = Entitlement.of("pg", "login", Map.of("role", "app_read", "database", "sales"));
        Entitlement toSecret = Entitlement.of("pg", "login", Map.of("role", "app_read", "database", "secret"));
        return List.of(
                KindSample.of(TestServer.membership("app_read"), TestServer.membership("app_write"))
                        .withInvalid(
                                TestServer.membership("pg_read_all_data"),
                                TestServer.membership("jit_other"),
                                TestServer.membership("r".repeat(64)))
                        .withImpossible(TestServer.membership("app_gone")),
                KindSample.of(TestServer.login("app_read"), TestServer.login("app_write"))
                        .withInvalid(TestServer.login("pg_read_all_data"), TestServer.login("jit_other"), toSecret)
                        .withCovering(TestServer.login("app_read"), toSales)
                        .withImpossible(TestServer.login("app_gone")));
    }

    @Override
    protected List<Identity> identities() {
        return List.of(TestServer.person("contract_one"), TestServer.person("contract_two"));
    }

    /** A leaver: everybody else can be made a login. */
    @Override
    protected Identity identityWithoutAccount() {
        return new Identity(
                new IdentityId("leaver"),
                IdentityKind.HUMAN,
                "Leaver",
                Optional.empty(),
                false,
                Set.of(),
                Optional.empty(),
                Optional.empty(),
                Map.of(PostgresProviderBuilder.LOGIN_ATTRIBUTE, "contract_one"));
    }

    @Override
    protected ProviderTruth truth() {
        return new ServerTruth(SERVER);
    }

    @Override
    protected InstantSource clock() {
        return Clock.systemUTC();
    }

    @Override
    protected Optional<ProviderUse> use() {
        return Optional.of(use);
    }

    @Override
    protected Optional<ProviderFaults> faults() {
        return Optional.of(new ServerFaults(SERVER, wire));
    }

    @Override
    protected Optional<PrincipalId> unknownPrincipal() {
        return Optional.of(new PrincipalId("4294967295"));
    }
}
