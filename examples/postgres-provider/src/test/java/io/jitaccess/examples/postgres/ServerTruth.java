package io.jitaccess.examples.postgres;

import io.jitaccess.id.AssignmentId;
import io.jitaccess.spi.AccessRef;
import io.jitaccess.testkit.provider.ProviderTruth;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the catalog says to the superuser, read with other statements than the provider's. */
final class ServerTruth implements ProviderTruth {

    private final TestServer server;

    ServerTruth(TestServer server) {
        this.server = server;
    }

    @Override
    public List<InForce> inForce(AccessRef access) {
        return access.grant().isPresent() ? login(access) : membership(access);
    }

    @Override
    public void outsiderAdds(AccessRef access, Optional<Instant> until) {
        server.sql("grant " + Sql.name(Targets.role(access.entitlement())) + " to " + Sql.name(name(access)));
    }

    @Override
    public void outsiderRemoves(AccessRef access) {
        for (String made : made(access)) {
            server.sql("drop role " + made);
        }
        if (access.grant().isEmpty()
                && !server.texts("select 1 from pg_roles where rolname = " + Sql.text(role(access)))
                        .isEmpty()) {
            server.sql("revoke " + Sql.name(role(access)) + " from " + Sql.name(name(access)));
        }
    }

    private List<InForce> login(AccessRef access) {
        List<InForce> found = new ArrayList<>();
        for (String until :
                server.texts("select to_char(rolvaliduntil at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"') "
                        + "from pg_authid where rolcanlogin and rolvaliduntil > clock_timestamp() and "
                        + "pg_has_role(oid, " + Sql.text(role(access)) + ", 'USAGE') and oid in "
                        + "(select objoid from pg_shdescription where description like '%" + access.assignment()
                        + "%')")) {
            found.add(new InForce(Optional.of(Instant.parse(until)), Optional.of(access.assignment())));
        }
        return found;
    }

    private List<InForce> membership(AccessRef access) {
        List<InForce> found = new ArrayList<>();
        String member = "member = " + Long.parseLong(access.principal().value());
        String role = "(select oid from pg_authid where rolname = " + Sql.text(role(access)) + ")";
        server.texts("select 1 from pg_auth_members where " + member + " and roleid = " + role)
                .forEach(row -> found.add(new InForce(Optional.empty(), Optional.empty())));
        server.texts("select substring(shobj_description(roleid, 'pg_authid') from '[0-9a-f-]{36}') "
                        + "from pg_auth_members m where " + member
                        + " and exists (select from pg_auth_members g where g.member = m.roleid and g.roleid = " + role
                        + ")")
                .forEach(mark -> found.add(new InForce(Optional.empty(), AssignmentId.parse(mark))));
        return found;
    }

    private List<String> made(AccessRef access) {
        return server.texts("select rolname from pg_roles where oid in (select objoid from pg_shdescription "
                + "where description like '%" + access.assignment() + "%')");
    }

    private String name(AccessRef access) {
        return server.text("select rolname from pg_roles where oid = "
                + Long.parseLong(access.principal().value()));
    }

    private static String role(AccessRef access) {
        return Targets.role(access.entitlement());
    }
}
