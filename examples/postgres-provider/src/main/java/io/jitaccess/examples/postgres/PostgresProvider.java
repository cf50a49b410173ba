package io.jitaccess.examples.postgres;

import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.entitlement.EntitlementKind;
import io.jitaccess.entitlement.ProviderId;
import io.jitaccess.entitlement.TargetKey;
import io.jitaccess.identity.Identity;
import io.jitaccess.problem.Problem;
import io.jitaccess.spi.AccessProvider;
import io.jitaccess.spi.AccessRef;
import io.jitaccess.spi.ChangeOutcome;
import io.jitaccess.spi.CredentialIssuer;
import io.jitaccess.spi.EntitlementDiscovery;
import io.jitaccess.spi.KindDescriptor;
import io.jitaccess.spi.ListedAccess;
import io.jitaccess.spi.Observation;
import io.jitaccess.spi.PrincipalLookup;
import io.jitaccess.spi.ProviderException;
import io.jitaccess.spi.SessionEnder;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Hands out roles of one PostgreSQL server (16 or later), in two kinds: {@code role-membership} puts an existing login
 * into a role, {@code login} makes a login in the role for one grant and issues its password. The README beside this
 * module says how to prepare the server, and what this provider cannot do.
 *
 * <p>It works as an administrator who is no superuser, holds no state, and may be used by several threads at once. Each
 * method that asks the server uses one connection for one transaction, a few for ending sessions.
 */
public final class PostgresProvider implements AccessProvider, SessionEnder, CredentialIssuer, EntitlementDiscovery {

    private final ProviderId id;
    private final Server server;
    private final RoleRules rules;
    private final Map<EntitlementKind, Kind> kinds = new LinkedHashMap<>();
    private final IssuedLogin logins;

    PostgresProvider(PostgresProviderBuilder from) {
        this.id = from.id();
        this.server = new Server(from.admin());
        this.rules = from.rules();
        this.logins = new IssuedLogin(id, server, rules, from.marks(), from.endpoint(), from.connectionLimit());
        kinds.put(RoleMembership.KIND, new RoleMembership(id, server, rules, from.marks(), from.loginOf()));
        kinds.put(IssuedLogin.KIND, logins);
    }

    /**
     * Begins a provider.
     *
     * @param id the id under which entitlements name it: lower case letters, digits and inner {@code . _ -}, at most 64
     *     characters
     */
    public static PostgresProviderBuilder builder(String id) {
        return new PostgresProviderBuilder(new ProviderId(id));
    }

    @Override
    public ProviderId id() {
        return id;
    }

    @Override
    public List<KindDescriptor> kinds() {
        return kinds.values().stream().map(Kind::descriptor).toList();
    }

    @Override
    public List<Problem> validate(Entitlement entitlement) {
        Kind kind = kinds.get(entitlement.kind());
        return kind == null
                ? List.of(new Problem("kind", "unknown", "is no kind of this provider"))
                : kind.validate(entitlement);
    }

    @Override
    public TargetKey targetKey(Entitlement entitlement) {
        return kind(entitlement.kind()).targetKey(entitlement);
    }

    @Override
    public boolean covers(Entitlement eligible, Entitlement asked) {
        Kind kind = kinds.get(eligible.kind());
        return kind != null && kind.covers(eligible, asked);
    }

    @Override
    public PrincipalLookup principal(Identity identity, Entitlement entitlement) {
        return kind(entitlement.kind()).principal(identity);
    }

    @Override
    public Observation observe(AccessRef access) {
        return kind(access).observe(access);
    }

    @Override
    public ChangeOutcome assign(AccessRef access, Instant until, boolean ours) {
        return kind(access).assign(access, until, ours);
    }

    @Override
    public ChangeOutcome revoke(AccessRef access) {
        return kind(access).revoke(access);
    }

    @Override
    public ListedAccess.Page list(EntitlementKind kind, Optional<String> from) {
        return kind(kind).list(from);
    }

    @Override
    public SessionEnding endSessions(AccessRef access) {
        return kind(access).endSessions(access);
    }

    @Override
    public boolean issues(AccessRef access) {
        return access.entitlement().kind().equals(IssuedLogin.KIND);
    }

    @Override
    public Issuing issue(AccessRef access, Instant until, int number) {
        return issues(access)
                ? logins.issue(access, until, number)
                : new Issuing.NotNow("a role membership has no credential");
    }

    @Override
    public Page discover(EntitlementKind kind, Optional<String> from) {
        return kind(kind).discover(from);
    }

    private Kind kind(AccessRef access) {
        return kind(access.entitlement().kind());
    }

    private Kind kind(EntitlementKind name) {
        Kind kind = kinds.get(name);
        if (kind == null) {
            throw new ProviderException("the provider " + id + " has no kind " + name);
        }
        return kind;
    }
}
