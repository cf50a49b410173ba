package io.jitaccess.examples.postgres;

import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.entitlement.EntitlementKind;
import io.jitaccess.entitlement.PrincipalId;
import io.jitaccess.entitlement.ProviderId;
import io.jitaccess.entitlement.TargetKey;
import io.jitaccess.identity.Identity;
import io.jitaccess.problem.Problem;
import io.jitaccess.spi.AccessRef;
import io.jitaccess.spi.ChangeOutcome;
import io.jitaccess.spi.ChangeOutcome.Effect;
import io.jitaccess.spi.EntitlementDiscovery;
import io.jitaccess.spi.KindDescriptor;
import io.jitaccess.spi.KindDescriptor.Attribute;
import io.jitaccess.spi.KindDescriptor.Expiry;
import io.jitaccess.spi.KindDescriptor.Scope;
import io.jitaccess.spi.KindDescriptor.Sight;
import io.jitaccess.spi.ListedAccess;
import io.jitaccess.spi.Observation;
import io.jitaccess.spi.PrincipalLookup;
import io.jitaccess.spi.SessionEnder.SessionEnding;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Puts an existing login into a role, through a role of its own for each assignment: {@code app_read → jit_m_… → alice}.
 * That role is the mark. Whoever else made the login a member of {@code app_read} did so beside it, dropping it takes
 * away ours alone, and it leads back to the assignment even after a login or role was renamed.
 *
 * <p>The membership inherits, but cannot SET ROLE: sessions that are open lose the access with the membership, and what
 * is created during the access belongs to the login.
 */
final class RoleMembership implements Kind {

    static final EntitlementKind KIND = new EntitlementKind("role-membership");

    static final KindDescriptor DESCRIPTOR = new KindDescriptor(
            KIND,
            "PostgreSQL role membership",
            List.of(new Attribute(Targets.ROLE, true, "The role that the login becomes a member of")),
            Scope.SHARED,
            Expiry.NONE,
            Sight.OBSERVABLE,
            KindDescriptor.Marks.MARKED,
            Duration.ofSeconds(1),
            Duration.ofDays(365),
            Duration.ZERO,
            Duration.ZERO,
            Server.CALL_TIMEOUT,
            Server.EFFECT_HORIZON);

    private static final String LIST = """
            select m.oid, m.member, g.rolname as role, null as mark_role, null as comment
            from pg_auth_members m join pg_roles g on g.oid = m.roleid join pg_roles l on l.oid = m.member
            where %1$s and m.oid::bigint > ? and l.rolcanlogin and l.rolname <> current_user
              and not starts_with(l.rolname, ?) and not starts_with(g.rolname, ?)
              and not starts_with(coalesce(shobj_description(l.oid, 'pg_authid'), ''), ?)
              and (g.rolname = any (?)
                   or ? <> '' and starts_with(coalesce(shobj_description(g.oid, 'pg_authid'), ''), ?))
            union all
            select m.oid, m.member, held.rolname, r.rolname, d.description
            from pg_roles r left join pg_shdescription d on d.objoid = r.oid and d.classoid = 'pg_authid'::regclass
                 join pg_auth_members m on m.roleid = r.oid and %1$s and m.oid::bigint > ?
                 join lateral (select g.rolname from pg_auth_members m join pg_roles g on g.oid = m.roleid
                               where m.member = r.oid and %1$s order by m.oid limit 1) held on true
            where (starts_with(r.rolname, ?) or starts_with(d.description, ?))
              and pg_get_userbyid(m.member) <> current_user
            order by 1 limit ?
            """.formatted(Found.EFFECTIVE);

    private static final String LOGIN =
            "oid, rolname, rolcanlogin, rolsuper, rolname = current_user as admin from pg_roles ";
    private static final String BY_NAME = "select " + LOGIN + "where rolname = ?";
    private static final String BY_OID = "select " + LOGIN + "where oid = ?::bigint::oid";
    private static final String HAS =
            "select pg_has_role(l.oid, g.oid, 'USAGE') or pg_has_role(l.oid, g.oid, 'SET') as has "
                    + "from pg_roles l, pg_roles g where l.oid = ?::bigint::oid and g.rolname = ?";

    /** An existing login. */
    private record Login(long oid, String name, boolean canLogin, boolean superuser, boolean admin) {
        static Login read(ResultSet row) throws SQLException {
            return new Login(
                    row.getLong("oid"),
                    row.getString("rolname"),
                    row.getBoolean("rolcanlogin"),
                    row.getBoolean("rolsuper"),
                    row.getBoolean("admin"));
        }
    }

    private final Server server;
    private final RoleRules rules;
    private final Marks marks;
    private final Targets targets;
    private final Function<Identity, Optional<String>> loginOf;

    RoleMembership(
            ProviderId provider,
            Server server,
            RoleRules rules,
            Marks marks,
            Function<Identity, Optional<String>> loginOf) {
        this.server = server;
        this.rules = rules;
        this.marks = marks;
        this.targets = new Targets(provider, DESCRIPTOR, rules, Set.of());
        this.loginOf = loginOf;
    }

    @Override
    public KindDescriptor descriptor() {
        return DESCRIPTOR;
    }

    @Override
    public List<Problem> validate(Entitlement entitlement) {
        return targets.validate(entitlement);
    }

    @Override
    public TargetKey targetKey(Entitlement entitlement) {
        return targets.key(entitlement);
    }

    @Override
    public boolean covers(Entitlement eligible, Entitlement asked) {
        return targets.covers(eligible, asked);
    }

    /** The login's oid: a name can be given away and come back as somebody else. */
    @Override
    public PrincipalLookup principal(Identity identity) {
        Optional<String> name = identity.active() ? loginOf.apply(identity) : Optional.empty();
        if (name.filter(text -> Sql.nameProblem(text).isEmpty()).isEmpty()) {
            return new PrincipalLookup.NoPrincipal(
                    "no PostgreSQL login is known for this identity, or it is not active");
        }
        try {
            Optional<Login> login = server.read(tx -> tx.first(BY_NAME, Login::read, name.get()));
            Optional<String> problem =
                    login.isEmpty() ? Optional.of("there is no login " + name.get()) : unsuitable(login.get());
            return problem.<PrincipalLookup>map(PrincipalLookup.NoPrincipal::new)
                    .orElseGet(() -> new PrincipalLookup.Found(
                            new PrincipalId(Long.toString(login.orElseThrow().oid()))));
        } catch (SQLException e) {
            return new PrincipalLookup.Unclear(Faults.say(e));
        }
    }

    @Override
    public Observation observe(AccessRef access) {
        String role = Targets.role(access.entitlement());
        try {
            return server.read(tx -> {
                boolean parent = Found.exists(tx, role);
                if (find(tx, access).stream().anyMatch(RoleMembership::inForce)) {
                    return new Observation.Present(Optional.empty(), Observation.Mark.OURS);
                }
                return parent ? Observation.absent() : Observation.unclear("there is no role " + role);
            });
        } catch (SQLException e) {
            return Observation.unclear(Faults.say(e));
        }
    }

    @Override
    public ChangeOutcome assign(AccessRef access, Instant until, boolean ours) {
        String role = Targets.role(access.entitlement());
        return server.change(tx -> {
            List<Found> found = find(tx, access);
            if (found.stream().anyMatch(RoleMembership::inForce)) {
                return ChangeOutcome.done(Effect.ALREADY_PRESENT);
            }
            Optional<String> problem = rules.problemNow(tx, role);
            if (problem.isPresent()) {
                return new ChangeOutcome.Refused(problem.get());
            }
            Optional<Login> login = tx.first(BY_OID, Login::read, oid(access));
            Optional<String> unsuitable = login.isEmpty() ? Optional.of("the login is gone") : unsuitable(login.get());
            if (unsuitable.isPresent()) {
                return new ChangeOutcome.Refused(unsuitable.get());
            }
            String own = marks.membershipRole(access.assignment());
            if (found.isEmpty()) {
                tx.run("create role " + Sql.name(own) + " nologin inherit");
            } else {
                own = found.get(0).name();
            }
            tx.run("comment on role " + Sql.name(own) + " is " + Sql.text(comment(access)));
            tx.run("grant " + Sql.name(role) + " to " + Sql.name(own) + " with inherit true, set false");
            tx.run("grant " + Sql.name(own) + " to "
                    + Sql.name(login.orElseThrow().name()) + " with inherit true, set false");
            return ChangeOutcome.done(Effect.CREATED);
        });
    }

    @Override
    public ChangeOutcome revoke(AccessRef access) {
        String role = Targets.role(access.entitlement());
        return server.change(tx -> {
            List<Found> found = find(tx, access);
            if (found.isEmpty() && !Found.exists(tx, role)) {
                return new ChangeOutcome.Refused("there is no role " + role);
            }
            for (Found one : found) {
                one.takeBack(tx);
                one.drop(tx);
            }
            if (find(tx, access).stream().anyMatch(RoleMembership::inForce)) {
                throw new SQLException("others than the administrator granted the role of this membership", "42501");
            }
            return ChangeOutcome.done(
                    found.stream().anyMatch(RoleMembership::inForce) ? Effect.REMOVED : Effect.ALREADY_ABSENT);
        });
    }

    /** Ends all sessions of the login, as no look tells which of them use the role; none, if it has the role anyway. */
    @Override
    public SessionEnding endSessions(AccessRef access) {
        String role = Targets.role(access.entitlement());
        try {
            boolean heldOtherwise = server.read(tx -> tx.first(HAS, row -> row.getBoolean("has"), oid(access), role)
                    .orElse(false));
            SessionEnding ending =
                    heldOtherwise ? new SessionEnding.Ended(0) : Sessions.end(server, List.of(oid(access)), true);
            Found.dropEnded(server, tx -> find(tx, access), RoleMembership::inForce);
            return ending;
        } catch (SQLException e) {
            return new SessionEnding.Failed(Faults.say(e));
        }
    }

    @Override
    public ListedAccess.Page list(Optional<String> from) {
        return Pages.list(
                server,
                from,
                (tx, after) -> tx.rows(
                        LIST,
                        row -> new Pages.Row<>(row.getLong("oid"), listed(row)),
                        after,
                        marks.prefix(),
                        marks.prefix(),
                        marks.commentStart(),
                        rules.names(),
                        rules.commentStart(),
                        rules.commentStart(),
                        after,
                        marks.membershipPrefix(),
                        marks.commentStart(),
                        Pages.SIZE));
    }

    @Override
    public EntitlementDiscovery.Page discover(Optional<String> from) {
        return rules.discover(server, targets, from);
    }

    private Optional<ListedAccess> listed(ResultSet row) throws SQLException {
        Optional<String> own = Optional.ofNullable(row.getString("mark_role"));
        Optional<String> comment = Optional.ofNullable(row.getString("comment"));
        Optional<Marks.Comment> mark = own.flatMap(name -> marks.read(name, comment));
        PrincipalId principal = new PrincipalId(Long.toString(row.getLong("member")));
        return targets.entitlement(row.getString("role"), Optional.empty())
                .map(entitlement -> new ListedAccess(
                        principal,
                        entitlement,
                        targets.key(entitlement),
                        mark.map(Marks.Comment::assignment),
                        Optional.empty()));
    }

    private List<Found> find(Tx tx, AccessRef access) throws SQLException {
        return Found.byMark(tx, marks, access.assignment(), marks.membershipRole(access.assignment()));
    }

    private static boolean inForce(Found found) {
        return found.holds() && found.given();
    }

    private String comment(AccessRef access) {
        return marks.comment(access.assignment(), Marks.fields(access));
    }

    private Optional<String> unsuitable(Login login) {
        if (login.superuser()) {
            return Optional.of("the login is a superuser, whom no role gives anything");
        }
        if (!login.canLogin()) {
            return Optional.of("the role cannot log in");
        }
        if (login.admin()) {
            return Optional.of("the login is the administrator's own");
        }
        return marks.isOurs(login.name()) ? Optional.of("the login is one that this provider made") : Optional.empty();
    }

    private static long oid(AccessRef access) {
        return Long.parseLong(access.principal().value());
    }
}
