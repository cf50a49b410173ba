package io.jitaccess.examples.postgres;

import io.jitaccess.spi.EntitlementDiscovery;
import io.jitaccess.spi.EntitlementDiscovery.Discovered;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which roles may be handed out. */
final class RoleRules {

    /** Who is a member of one of these is the superuser in all but name. */
    private static final Set<String> AS_GOOD_AS_SUPERUSER =
            Set.of("pg_execute_server_program", "pg_read_server_files", "pg_write_server_files");

    private static final String HELD = """
            with recursive held(oid) as (
                select oid from pg_roles where rolname = ?
                union select m.roleid from pg_auth_members m join held on m.member = held.oid)
            select r.oid, r.rolname, r.rolsuper, r.rolcreaterole, r.rolreplication, r.rolbypassrls,
                   r.rolname in (session_user, current_user) as admin,
                   exists (select from pg_auth_members m where m.member = r.oid and m.admin_option) as passes_on,
                   shobj_description(r.oid, 'pg_authid') as comment
            from held join pg_roles r using (oid)
            """;

    /** Few, as each is judged by a query of its own. */
    private static final int OFFERS = 50;

    private static final String OFFERED = """
            select oid, rolname from pg_roles
            where oid::bigint > ? and (rolname = any (?)
                  or ? <> '' and starts_with(coalesce(shobj_description(oid, 'pg_authid'), ''), ?))
            order by oid limit ?
            """;

    /** A role of the server, as a catalog row. */
    private record Held(
            long oid,
            String name,
            boolean superuser,
            boolean createRole,
            boolean replication,
            boolean bypassRls,
            boolean admin,
            boolean passesOn,
            Optional<String> comment) {}

    private final Set<String> allowed;
    private final Optional<String> commentStart;
    private final Marks marks;

    RoleRules(Set<String> allowed, Optional<String> commentStart, Marks marks) {
        this.allowed = Set.copyOf(allowed);
        this.commentStart = commentStart;
        this.marks = marks;
    }

    /** What can be said against handing out the role without asking the server; empty if nothing. */
    Optional<String> problem(String role) {
        Optional<String> badName = Sql.nameProblem(role);
        if (badName.isPresent()) {
            return badName;
        }
        if (role.startsWith("pg_")) {
            return Optional.of("must not be a role of the server's own");
        }
        if (marks.isOurs(role)) {
            return Optional.of("must not be a role that this provider made");
        }
        if (!allowed.contains(role) && commentStart.isEmpty()) {
            return Optional.of("is not on the list of roles that may be handed out");
        }
        return Optional.empty();
    }

    /** What can be said against handing out the role as it is at the server now; empty if nothing. */
    Optional<String> problemNow(Tx tx, String role) throws SQLException {
        Optional<String> known = problem(role);
        if (known.isPresent()) {
            return known.map(text -> "the role " + text);
        }
        List<Held> held = tx.rows(
                HELD,
                row -> new Held(
                        row.getLong("oid"),
                        row.getString("rolname"),
                        row.getBoolean("rolsuper"),
                        row.getBoolean("rolcreaterole"),
                        row.getBoolean("rolreplication"),
                        row.getBoolean("rolbypassrls"),
                        row.getBoolean("admin"),
                        row.getBoolean("passes_on"),
                        Optional.ofNullable(row.getString("comment"))),
                role);
        Optional<Held> itself =
                held.stream().filter(one -> one.name().equals(role)).findFirst();
        if (itself.isEmpty()) {
            return Optional.of("there is no such role");
        }
        if (!allowed.contains(role) && !carriesMarker(itself.get().comment())) {
            return Optional.of("the role is neither listed nor marked by its comment");
        }
        return held.stream().flatMap(one -> danger(one).stream()).findFirst();
    }

    /** The roles that may be handed out now, one entitlement of the targets' kind for each. */
    EntitlementDiscovery.Page discover(Server server, Targets targets, Optional<String> from) {
        List<Pages.Row<Discovered>> rows = Pages.read(server, from, (tx, after) -> {
            List<Pages.Row<Discovered>> found = new ArrayList<>();
            for (Pages.Row<String> row : tx.rows(
                    OFFERED,
                    row -> new Pages.Row<>(row.getLong("oid"), Optional.of(row.getString("rolname"))),
                    after,
                    names(),
                    commentStart(),
                    commentStart(),
                    OFFERS)) {
                String role = row.entry().orElseThrow();
                boolean offered = problemNow(tx, role).isEmpty();
                found.add(new Pages.Row<>(
                        row.oid(),
                        targets.entitlement(role, Optional.empty())
                                .filter(entitlement -> offered)
                                .map(entitlement -> new Discovered(entitlement, role))));
            }
            return found;
        });
        return new EntitlementDiscovery.Page(Pages.entries(rows), Pages.next(rows, OFFERS));
    }

    /** Names that may be handed out, as far as their names and comments say. */
    String[] names() {
        return allowed.toArray(String[]::new);
    }

    /** What the comment of a role that may be handed out begins with; empty where comments do not count. */
    String commentStart() {
        return commentStart.orElse("");
    }

    private boolean carriesMarker(Optional<String> comment) {
        return commentStart.isPresent() && comment.isPresent() && comment.get().startsWith(commentStart.get());
    }

    private static Optional<String> danger(Held held) {
        String who = "the role, or one that comes with it, ";
        if (held.superuser() || held.createRole() || held.replication() || held.bypassRls()) {
            return Optional.of(
                    who + "is a superuser, creates roles, replicates or bypasses row security: " + held.name());
        }
        if (held.admin() || AS_GOOD_AS_SUPERUSER.contains(held.name())) {
            return Optional.of(who + "is as powerful as the administrator: " + held.name());
        }
        if (held.passesOn()) {
            return Optional.of(who + "may grant roles, so that access would outlive its end: " + held.name());
        }
        return Optional.empty();
    }
}
