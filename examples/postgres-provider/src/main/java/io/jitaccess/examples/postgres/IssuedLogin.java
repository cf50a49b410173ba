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
import io.jitaccess.spi.CredentialIssuer.Credential;
import io.jitaccess.spi.CredentialIssuer.Issuing;
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
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes a login for one grant, whose password is issued on collection and refused by the server from the grant's end on.
 *
 * <p>Ending it takes two steps. Revoking locks the login: no login, no password, no role. Ending its sessions then drops
 * it, unless it owns something: what people made is neither dropped nor given to somebody else, as a function or view
 * would go on with its new owner's rights. Such a login stays, locked.
 */
final class IssuedLogin implements Kind {

    static final EntitlementKind KIND = new EntitlementKind("login");

    static final KindDescriptor DESCRIPTOR = new KindDescriptor(
            KIND,
            "PostgreSQL login for one grant",
            List.of(
                    new Attribute(Targets.ROLE, true, "The role that the login is a member of"),
                    new Attribute(
                            Targets.DATABASE,
                            false,
                            "The database that the credential leads to; it does not confine the login to it")),
            Scope.PER_GRANT,
            Expiry.NATIVE,
            Sight.OBSERVABLE,
            KindDescriptor.Marks.MARKED,
            Duration.ofSeconds(1),
            Duration.ofDays(30),
            Duration.ZERO,
            Duration.ZERO,
            Server.CALL_TIMEOUT,
            Server.EFFECT_HORIZON);

    private static final String ISSUED = "issued";

    private static final String LIST = "select " + Found.COLUMNS + """
            , (select g.rolname from pg_auth_members m join pg_roles g on g.oid = m.roleid
               where m.member = r.oid and %s order by m.oid limit 1) as role
            """.formatted(Found.EFFECTIVE) + Found.FROM + """
            where r.oid::bigint > ? and r.rolcanlogin and (starts_with(r.rolname, ?) or starts_with(d.description, ?))
            order by r.oid limit ?
            """;

    private final Server server;
    private final RoleRules rules;
    private final Marks marks;
    private final Targets targets;
    private final Endpoint endpoint;
    private final int connections;
    private final SecureRandom random = new SecureRandom();

    IssuedLogin(ProviderId provider, Server server, RoleRules rules, Marks marks, Endpoint endpoint, int connections) {
        this.server = server;
        this.rules = rules;
        this.marks = marks;
        this.targets = new Targets(provider, DESCRIPTOR, rules, endpoint.databases());
        this.endpoint = endpoint;
        this.connections = connections;
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

    /** The identity itself: its login is made for each grant. */
    @Override
    public PrincipalLookup principal(Identity identity) {
        return identity.active()
                ? new PrincipalLookup.Found(new PrincipalId(identity.id().value()))
                : new PrincipalLookup.NoPrincipal("the identity is not active");
    }

    @Override
    public Observation observe(AccessRef access) {
        String role = Targets.role(access.entitlement());
        try {
            return server.read(tx -> {
                boolean parent = Found.exists(tx, role);
                Optional<Found> login =
                        find(tx, access).stream().filter(IssuedLogin::inForce).findFirst();
                if (login.isPresent()) {
                    return new Observation.Present(login.get().until(), Observation.Mark.OURS);
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
            boolean inForce = found.stream().anyMatch(IssuedLogin::inForce);
            if (inForce && !ours) {
                return ChangeOutcome.done(Effect.ALREADY_PRESENT);
            }
            Optional<String> problem = rules.problemNow(tx, role);
            if (problem.isPresent()) {
                return new ChangeOutcome.Refused(problem.get());
            }
            if (inForce) {
                for (Found one : found) {
                    tx.run("alter role " + Sql.name(one.name()) + validUntil(until));
                }
                return ChangeOutcome.done(Effect.UPDATED);
            }
            String login = found.isEmpty()
                    ? marks.login(access.assignment())
                    : found.get(0).name();
            String rights = found.isEmpty()
                    ? "create role %s login inherit nosuperuser nocreatedb nocreaterole noreplication nobypassrls"
                    : "alter role %s login";
            tx.run(String.format(rights, Sql.name(login)) + " password null connection limit " + connections
                    + validUntil(until));
            comment(tx, access, login, found.isEmpty() ? 0 : issued(found.get(0)));
            tx.run("grant " + Sql.name(role) + " to " + Sql.name(login) + " with inherit true, set false");
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
            lock(tx, found);
            if (find(tx, access).stream().anyMatch(IssuedLogin::inForce)) {
                throw new SQLException("the login could not be locked", "55P03");
            }
            return ChangeOutcome.done(
                    found.stream().anyMatch(IssuedLogin::inForce) ? Effect.REMOVED : Effect.ALREADY_ABSENT);
        });
    }

    /** Locks the login, too, where it expired by itself, and then drops it. */
    @Override
    public SessionEnding endSessions(AccessRef access) {
        try {
            List<Found> found = server.read(tx -> find(tx, access));
            boolean inForce = found.stream().anyMatch(IssuedLogin::inForce);
            boolean locked = !inForce && server.write(tx -> lockEnded(tx, find(tx, access)));
            SessionEnding ending =
                    Sessions.end(server, found.stream().map(Found::oid).toList(), !locked);
            if (!inForce && !locked) {
                return new SessionEnding.Failed("the login has no role any more, but could not be locked");
            }
            if (locked && ending instanceof SessionEnding.Ended) {
                Found.dropEnded(server, tx -> find(tx, access), Found::canLogin);
            }
            return ending;
        } catch (Server.UnansweredException e) {
            return new SessionEnding.Failed(e.fault());
        } catch (SQLException e) {
            return new SessionEnding.Failed(Faults.say(e));
        }
    }

    /**
     * Sets a new password, then ends every session that was begun with the one before. When that fails nothing is handed
     * out, and nobody knows the new password.
     */
    Issuing issue(AccessRef access, Instant until, int number) {
        String password = Scram.newPassword(random);
        String verifier = Scram.verifier(password, random);
        try {
            Optional<Found> login = server.write(tx -> renew(tx, access, verifier, until, number));
            if (login.isEmpty()) {
                return new Issuing.NotNow("the login is not in force, or was collected again meanwhile");
            }
            SessionEnding former = Sessions.end(server, List.of(login.get().oid()), true);
            if (former instanceof SessionEnding.Failed failed) {
                return new Issuing.NotNow("sessions of the former password could not be ended: " + failed.message());
            }
            return new Issuing.Issued(new Credential(
                    endpoint.fields(access, login.get().name(), password),
                    login.get().until().orElse(until)));
        } catch (Server.UnansweredException e) {
            return new Issuing.NotNow(e.fault());
        } catch (SQLException e) {
            return new Issuing.NotNow(Faults.say(e));
        }
    }

    /** The login as it was changed; a late call does not replace the password of a later one. */
    private Optional<Found> renew(Tx tx, AccessRef access, String verifier, Instant until, int number)
            throws SQLException {
        Optional<Found> login =
                find(tx, access).stream().filter(IssuedLogin::inForce).findFirst();
        if (login.isEmpty()) {
            return login;
        }
        String name = login.get().name();
        Instant end = login.get().until().filter(until::isAfter).orElse(until);
        Sessions.signal(tx, login.get().oid());
        tx.run("alter role " + Sql.name(name) + " password " + Sql.text(verifier) + validUntil(end));
        // only from here on does no other collection come between
        Optional<Found> changed = find(tx, access).stream()
                .filter(one -> one.name().equals(name) && inForce(one))
                .findFirst();
        if (changed.isEmpty() || issued(changed.get()) > number) {
            throw new SQLException("the login was ended or collected again meanwhile", "40001");
        }
        comment(tx, access, name, number);
        return changed;
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
                        marks.loginPrefix(),
                        marks.commentStart(),
                        Pages.SIZE));
    }

    @Override
    public EntitlementDiscovery.Page discover(Optional<String> from) {
        return rules.discover(server, targets, from);
    }

    private Optional<ListedAccess> listed(ResultSet row) throws SQLException {
        Found login = Found.read(row);
        Optional<Marks.Comment> mark = marks.read(login.name(), login.comment());
        if (!inForce(login)) {
            return Optional.empty();
        }
        PrincipalId principal = mark.flatMap(comment -> comment.field(Marks.PRINCIPAL))
                .flatMap(IssuedLogin::principal)
                .orElse(new PrincipalId(Long.toString(login.oid())));
        Optional<String> database = mark.flatMap(comment -> comment.field(Targets.DATABASE))
                .filter(name -> Sql.nameProblem(name).isEmpty());
        return targets.entitlement(row.getString(Targets.ROLE), database)
                .map(entitlement -> new ListedAccess(
                        principal,
                        entitlement,
                        targets.key(entitlement),
                        mark.map(Marks.Comment::assignment),
                        login.until()));
    }

    /** Somebody may have written anything into a comment. */
    private static Optional<PrincipalId> principal(String text) {
        try {
            return Optional.of(new PrincipalId(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /**
     * Takes role, password and the right to log in. A session can hold the login locked, by changing its own password
     * without committing, and is then ended. So can a prepared transaction; then the login keeps the right to log in until
     * that ends, but has no role.
     *
     * @return whether no login is left
     */
    private static boolean lock(Tx tx, List<Found> found) throws SQLException {
        boolean locked = true;
        for (Found one : found) {
            one.takeBack(tx);
            locked &= lockOut(tx, one) || (!Sessions.signal(tx, one.oid()).isEmpty() && lockOut(tx, one));
        }
        return locked;
    }

    private static boolean lockEnded(Tx tx, List<Found> found) throws SQLException {
        return found.stream().noneMatch(IssuedLogin::inForce) && lock(tx, found);
    }

    private static boolean lockOut(Tx tx, Found login) throws SQLException {
        return tx.attempt("alter role " + Sql.name(login.name()) + " nologin password null");
    }

    private List<Found> find(Tx tx, AccessRef access) throws SQLException {
        return Found.byMark(tx, marks, access.assignment(), marks.login(access.assignment()));
    }

    private static boolean inForce(Found login) {
        return login.canLogin() && !login.expired() && login.holds();
    }

    private int issued(Found login) {
        return marks.read(login.name(), login.comment())
                .flatMap(comment -> comment.field(ISSUED))
                .filter(text -> text.matches("[0-9]{1,9}"))
                .map(Integer::valueOf)
                .orElse(0);
    }

    private void comment(Tx tx, AccessRef access, String login, int issued) throws SQLException {
        Map<String, String> fields = Marks.fields(access);
        fields.put(ISSUED, Integer.toString(issued));
        tx.run("comment on role " + Sql.name(login) + " is " + Sql.text(marks.comment(access.assignment(), fields)));
    }

    /** The server would round a fraction of a microsecond up. */
    private static String validUntil(Instant until) {
        return " valid until " + Sql.text(until.truncatedTo(ChronoUnit.SECONDS).toString());
    }
}
