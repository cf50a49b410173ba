package io.jitaccess.gcp;

import com.google.api.services.iamcredentials.v1.model.GenerateAccessTokenRequest;
import com.google.api.services.iamcredentials.v1.model.GenerateAccessTokenResponse;
import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.entitlement.EntitlementKind;
import io.jitaccess.entitlement.PrincipalId;
import io.jitaccess.entitlement.TargetKey;
import io.jitaccess.identity.Identity;
import io.jitaccess.identity.IdentityKind;
import io.jitaccess.problem.Problems;
import io.jitaccess.spi.AccessRef;
import io.jitaccess.spi.ActivitySource;
import io.jitaccess.spi.BatchProvider.Change;
import io.jitaccess.spi.ChangeOutcome;
import io.jitaccess.spi.ChangeOutcome.Effect;
import io.jitaccess.spi.ConnectLinks;
import io.jitaccess.spi.CredentialIssuer.Credential;
import io.jitaccess.spi.CredentialIssuer.Issuing;
import io.jitaccess.spi.EntitlementDiscovery;
import io.jitaccess.spi.EntitlementDiscovery.Discovered;
import io.jitaccess.spi.EntitlementVerifier.Verification;
import io.jitaccess.spi.KindDescriptor;
import io.jitaccess.spi.KindDescriptor.Attribute;
import io.jitaccess.spi.ListedAccess;
import io.jitaccess.spi.Observation;
import io.jitaccess.spi.PrincipalLookup;
import io.jitaccess.spi.SelfCheck.MissingRight;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Mints tokens of a service account for services, each for an hour or what is left of the access, whichever is less. The
 * service itself is given nothing at Google: it has what it was handed, and a token can be neither seen nor recalled.
 */
final class ServiceAccountToken implements Kind {

    static final EntitlementKind KIND = new EntitlementKind("service-account-token");

    /** Google: the most, unless an organization allows more. */
    static final Duration LONGEST_TOKEN = Duration.ofHours(1);

    /** How much before the end of the access a token ends: Google's clock is not this node's, and a request takes time. */
    private static final Duration MARGIN = Duration.ofSeconds(10);

    private static final Duration SHORTEST_TOKEN = Duration.ofSeconds(1);

    private static final String RIGHT = "iam.serviceAccounts.getAccessToken";

    private final Context context;
    private final TokenTargets targets;
    private final KindDescriptor descriptor;

    ServiceAccountToken(Context context, List<Resource> accounts) {
        this.context = context;
        this.targets = new TokenTargets(accounts);
        this.descriptor = new KindDescriptor(
                KIND,
                "Token of a Google service account",
                List.of(
                        new Attribute(TokenTargets.ACCOUNT, true, "The service account's address"),
                        new Attribute(
                                TokenTargets.SCOPES,
                                false,
                                "OAuth scopes behind https://www.googleapis.com/auth/, with spaces between; unless "
                                        + "given: cloud-platform")),
                KindDescriptor.Scope.PER_GRANT,
                KindDescriptor.Expiry.NATIVE,
                KindDescriptor.Sight.UNOBSERVABLE,
                KindDescriptor.Marks.UNMARKED,
                Duration.ofMinutes(1),
                Duration.ofDays(30),
                Duration.ZERO,
                Duration.ZERO,
                context.limits().callTimeout(),
                context.limits().effectHorizon());
    }

    @Override
    public KindDescriptor descriptor() {
        return descriptor;
    }

    @Override
    public void problems(Entitlement entitlement, Problems problems) {
        targets.problems(entitlement, problems);
    }

    @Override
    public TargetKey targetKey(Entitlement entitlement) {
        return targets.key(entitlement);
    }

    @Override
    public boolean covers(Entitlement eligible, Entitlement asked) {
        return TokenTargets.account(eligible).equals(TokenTargets.account(asked))
                && targets.scopes(eligible).containsAll(targets.scopes(asked));
    }

    @Override
    public PrincipalLookup principal(Identity identity) {
        return identity.kind() == IdentityKind.SERVICE
                ? context.members().of(identity)
                : new PrincipalLookup.NoPrincipal("tokens are handed to services only");
    }

    @Override
    public String batchKey(AccessRef access) {
        return KIND + ":" + access.assignment();
    }

    @Override
    public List<Observation> look(List<AccessRef> accesses) {
        return accesses.stream()
                .map(access -> Observation.unclear("nobody can see a token"))
                .toList();
    }

    /**
     * Nothing is there to make or to remove: the library's records decide whether a token is minted. One that was minted a
     * moment ago works for as long as a token can.
     */
    @Override
    public List<ChangeOutcome> apply(List<Change> changes) {
        Instant latest = context.clock().instant().plus(LONGEST_TOKEN);
        return changes.stream()
                .map(change -> change.until().isPresent()
                        ? ChangeOutcome.done(Effect.CREATED)
                        : new ChangeOutcome.Done(Effect.REMOVED, Optional.of(latest)))
                .toList();
    }

    /** Mints a token. What was minted before goes on to its own end. */
    Issuing issue(AccessRef access, Instant until) {
        Instant now = context.clock().instant();
        Duration left = Duration.ofSeconds(Duration.between(now, until).toSeconds());
        if (left.isNegative() || left.isZero()) {
            return new Issuing.NotNow("the access is over");
        }
        Duration wanted = left.minus(MARGIN);
        Duration lifetime = wanted.compareTo(SHORTEST_TOKEN) < 0
                ? SHORTEST_TOKEN
                : wanted.compareTo(LONGEST_TOKEN) < 0 ? wanted : LONGEST_TOKEN;
        String account = TokenTargets.account(access.entitlement());
        try {
            GenerateAccessTokenResponse minted = context.google()
                    .tokens()
                    .projects()
                    .serviceAccounts()
                    .generateAccessToken(
                            "projects/-/serviceAccounts/" + account,
                            new GenerateAccessTokenRequest()
                                    .setScope(targets.scopes(access.entitlement()).stream()
                                            .map(scope -> TokenTargets.SCOPE_START + scope)
                                            .toList())
                                    .setLifetime(lifetime.toSeconds() + "s"))
                    .execute();
            Instant ends = Instant.parse(String.valueOf(minted.getExpireTime()));
            if (ends.isAfter(until)) {
                // a clock is wrong; nobody has seen the token
                return new Issuing.NotNow("Google's time and this node's differ: the token would outlive the access");
            }
            return new Issuing.Issued(new Credential(
                    Map.of(
                            "accessToken",
                            String.valueOf(minted.getAccessToken()),
                            "tokenType",
                            "Bearer",
                            "serviceAccount",
                            account),
                    ends));
        } catch (IOException e) {
            return new Issuing.NotNow(Failure.of(e).message());
        } catch (DateTimeException e) {
            return new Issuing.NotNow("Google did not say when the token ends");
        }
    }

    @Override
    public ListedAccess.Page list(Optional<String> from) {
        return new ListedAccess.Page(List.of(), Optional.empty());
    }

    @Override
    public EntitlementDiscovery.Page discover(Optional<String> from) {
        return new EntitlementDiscovery.Page(
                targets.accounts().stream()
                        .limit(1_000)
                        .map(account -> new Discovered(
                                new Entitlement(
                                        context.provider(),
                                        KIND,
                                        new TreeMap<>(Map.of(TokenTargets.ACCOUNT, account.name()))),
                                "Token of " + account.name()))
                        .toList(),
                Optional.empty());
    }

    @Override
    public Verification verify(Entitlement entitlement) {
        Resource account = new Resource(ResourceType.SERVICE_ACCOUNT, TokenTargets.account(entitlement));
        try {
            return new Rights()
                            .access(account, List.of(RIGHT))
                            .missing(context.policies(), KIND)
                            .isEmpty()
                    ? new Verification.Usable(
                            List.of("a token that was handed out works until its end, an hour at most"))
                    : new Verification.Unclear(
                            "the library's account may mint no token of " + account.name() + ", or there is none");
        } catch (IOException e) {
            return new Verification.Unclear(Failure.of(e).message());
        }
    }

    @Override
    public List<MissingRight> missingRights() {
        Rights rights = new Rights();
        try {
            for (Resource account : targets.accounts()) {
                rights.access(account, List.of(RIGHT));
                context.log().container(account).ifPresent(rights::log);
            }
            return rights.missing(context.policies(), KIND);
        } catch (IOException e) {
            throw Failure.of(e).thrown();
        }
    }

    @Override
    public ConnectLinks.Link link(AccessRef access) {
        return new ConnectLinks.Link.NotAvailable("a token is collected and used by a program, not opened");
    }

    /** What was done with the service account's tokens, whoever minted them. */
    @Override
    public ActivitySource.Page activity(AccessRef access, Instant from, Instant to, Optional<String> page) {
        String account = TokenTargets.account(access.entitlement());
        return context.log()
                .of(
                        new Resource(ResourceType.SERVICE_ACCOUNT, account),
                        new PrincipalId(Members.SERVICE_ACCOUNT + account),
                        from,
                        to,
                        page);
    }
}
