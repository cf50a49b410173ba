package io.jitaccess.aws;

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
import io.jitaccess.spi.ConnectLinks.Link;
import io.jitaccess.spi.CredentialIssuer.Credential;
import io.jitaccess.spi.CredentialIssuer.Issuing;
import io.jitaccess.spi.EntitlementDiscovery;
import io.jitaccess.spi.EntitlementVerifier.Verification;
import io.jitaccess.spi.KindDescriptor;
import io.jitaccess.spi.ListedAccess;
import io.jitaccess.spi.Observation;
import io.jitaccess.spi.PrincipalLookup;
import io.jitaccess.spi.SessionEnder.SessionEnding;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;
import software.amazon.awssdk.services.sts.model.Credentials;

/**
 * {@code session}: credentials of a role's session, no wider than a session policy, named after the assignment, with the
 * person as source identity. AWS keeps nothing of it that could be looked at.
 */
final class RoleSessions extends SingleKind {

    static final EntitlementKind KIND = new EntitlementKind("session");

    static final String ROLE = "role";
    static final String POLICY = "policy";

    /** STS gives no shorter one; the policy ends it before. */
    private static final Duration SHORTEST_OF_STS = Duration.ofMinutes(15);

    private static final Duration DEFAULT_OF_STS = Duration.ofHours(1);

    /** Of the text; the packed form has a limit of its own, which only STS can judge. */
    private static final int LONGEST_POLICY = 2_048;

    private final Form form;
    private final AwsClients aws;
    private final EndedSessions ended;
    private final Offers offers;
    private final People people;
    private final Settings settings;
    private final Optional<Console> console;
    private final OwnRights rights;

    RoleSessions(
            ProviderId provider,
            AwsClients aws,
            People people,
            Settings settings,
            Optional<Console> console,
            OwnRights rights) {
        this.form = new Form(provider, KIND)
                .required(ROLE, role -> wrongRole(role, settings.partition()), "The role's ARN")
                .optional(
                        POLICY,
                        text -> wrong(text, settings.partition()),
                        "The JSON text of an IAM policy that the session is narrowed to; without it, all that the role may");
        this.aws = aws;
        this.ended = new EndedSessions(aws, settings);
        this.offers = new Offers(aws.iam());
        this.people = people;
        this.settings = settings;
        this.console = console;
        this.rights = rights;
    }

    private static Optional<String> wrongRole(String role, String partition) {
        return Form.matching(Names.ROLE_ARN)
                .apply(role)
                .or(() -> role.startsWith("arn:" + partition + ":")
                        ? Optional.empty()
                        : Optional.of("is of another partition than the region's, " + partition));
    }

    private static Optional<String> wrong(String text, String partition) {
        PolicyReader.Reading reading = PolicyReader.read(text);
        return reading.wrong()
                .or(() -> reading.policy().flatMap(policy -> policy.wrongIn(partition)))
                .or(() -> reading.policy()
                        .filter(policy -> policy.untilAndNoLonger(Instant.EPOCH).length() > LONGEST_POLICY)
                        .map(policy -> "is longer than a session's policy may be, " + LONGEST_POLICY
                                + " characters with its end"));
    }

    @Override
    public KindDescriptor descriptor() {
        return new KindDescriptor(
                KIND,
                "Session of an AWS role",
                form.attributes(),
                KindDescriptor.Scope.PER_GRANT,
                KindDescriptor.Expiry.NATIVE,
                KindDescriptor.Sight.UNOBSERVABLE,
                KindDescriptor.Marks.UNMARKED,
                Duration.ofMinutes(1),
                Duration.ofHours(12),
                Duration.ZERO,
                Duration.ZERO,
                settings.callTimeout(patience()),
                settings.callTimeout(patience()));
    }

    @Override
    public Duration patience() {
        return settings.patience();
    }

    @Override
    public List<Problem> validate(Entitlement entitlement) {
        return form.problems(entitlement);
    }

    @Override
    public TargetKey targetKey(Entitlement entitlement) {
        return new TargetKey(KIND + ":" + role(entitlement) + ":"
                + policy(entitlement).orElseGet(Policy::everything).digest());
    }

    /** A session of the same role is covered if its policy is: without one, everything that the role may. */
    @Override
    public boolean covers(Entitlement eligible, Entitlement asked) {
        if (!validate(eligible).isEmpty()
                || !validate(asked).isEmpty()
                || !role(eligible).equals(role(asked))) {
            return false;
        }
        Optional<Policy> wide = policy(eligible);
        Optional<Policy> narrow = policy(asked);
        return wide.isEmpty()
                || wide.equals(narrow)
                || narrow.filter(wide.get()::covers).isPresent();
    }

    @Override
    public PrincipalLookup principal(Identity identity, Entitlement entitlement) {
        return people.person(identity, KIND.value());
    }

    @Override
    Observation observe(AccessRef access) {
        return Observation.unclear("AWS shows no sessions");
    }

    /** Nothing is made before the beneficiary collects. */
    @Override
    ChangeOutcome assign(AccessRef access, Instant until, boolean ours) {
        return ChangeOutcome.done(Effect.CREATED);
    }

    @Override
    ChangeOutcome revoke(AccessRef access) {
        return ChangeOutcome.done(Effect.REMOVED);
    }

    @Override
    public ListedAccess.Page list(Optional<String> from) {
        return new ListedAccess.Page(List.of(), Optional.empty());
    }

    @Override
    public SessionEnding endSessions(AccessRef access) {
        return ended.end(role(access.entitlement()), settings.sessionName(access));
    }

    /** Roles of the library's own account; whoever offers one narrows it by a policy. */
    @Override
    public EntitlementDiscovery.Page discover(Optional<String> from) {
        Walk.Part<Role> page = Failure.orThrow(() -> offers.roles(from));
        return new EntitlementDiscovery.Page(
                page.entries().stream()
                        .map(role -> new EntitlementDiscovery.Discovered(
                                form.entitlement(Map.of(ROLE, role.arn())), role.path() + role.roleName()))
                        .filter(found -> validate(found.entitlement()).isEmpty())
                        .toList(),
                page.next());
    }

    /** The role is looked at where it is one of the library's own account; of others nothing can be read. */
    @Override
    public Verification verify(Entitlement entitlement) {
        String arn = role(entitlement);
        List<String> warnings = new ArrayList<>();
        if (!rights.concerns(arn)) {
            warnings.add("the self-check looks at the library's rights on " + OwnRights.MOST_ROLES
                    + " roles alone, and not on this one");
        }
        if (policy(entitlement).isEmpty()) {
            warnings.add("without a policy a session has all that the role may");
        }
        IamHolder holder = IamHolder.of(new PrincipalId(arn)).orElseThrow();
        try {
            if (aws.sts().getCallerIdentity().account().equals(holder.account())) {
                Role found =
                        aws.iam().getRole(ask -> ask.roleName(holder.name())).role();
                if (!found.arn().equals(arn)) {
                    return new Verification.Unusable("the role's ARN is " + found.arn());
                }
                Integer longest = found.maxSessionDuration();
                if (longest != null && longest < settings.longestSession().toSeconds()) {
                    return new Verification.Unusable("AWS gives no session of this role for longer than "
                            + Duration.ofSeconds(longest) + ", and " + settings.longestSession() + " are configured");
                }
            } else {
                warnings.add("the role is of another account and was not looked at");
            }
        } catch (NoSuchEntityException e) {
            return new Verification.Unusable("IAM has no role " + holder.name());
        } catch (SdkException e) {
            if (!Failure.isForbidden(e)) {
                return new Verification.Unclear(Failure.say(e));
            }
            warnings.add("the role was not looked at: iam:GetRole is not allowed");
        }
        return new Verification.Usable(warnings);
    }

    @Override
    public Link connectLink(AccessRef access) {
        return new Link.NotAvailable(
                console.isPresent()
                        ? "the link to the console is handed out with the credential"
                        : "the console is entered with the collected credential");
    }

    /** The lifetime ends with the grant or before; where STS has no shorter one, the session's policy ends it. */
    Issuing issue(AccessRef access, Instant until) {
        Instant end = until.truncatedTo(ChronoUnit.SECONDS);
        Duration left = Duration.between(settings.clock().instant(), end);
        if (left.toSeconds() < 1) {
            return new Issuing.NotNow("the access has ended");
        }
        Duration lifetime = left.compareTo(settings.longestSession()) > 0 ? settings.longestSession() : left;
        Duration asked = lifetime.compareTo(SHORTEST_OF_STS) < 0 ? SHORTEST_OF_STS : lifetime;
        Policy policy = policy(access.entitlement()).orElseGet(Policy::everything);
        try {
            AssumeRoleResponse answer = aws.sts()
                    .assumeRole(ask -> ask.roleArn(role(access.entitlement()))
                            .roleSessionName(settings.sessionName(access))
                            .sourceIdentity(access.principal().value())
                            .durationSeconds(duration(asked))
                            .policy(policy.untilAndNoLonger(end)));
            return new Issuing.Issued(credential(role(access.entitlement()), answer.credentials(), end));
        } catch (SdkException e) {
            return new Issuing.NotNow(Failure.say(e));
        }
    }

    /**
     * With links to the console, what is asked for without a duration: a role's session of one lets nobody in (IAM guide,
     * custom federation broker). That is an hour, which the policy cuts; a role gets no longer one for another role.
     */
    private @Nullable Integer duration(Duration asked) {
        return console.isPresent() && asked.compareTo(DEFAULT_OF_STS) <= 0 ? null : (int) asked.toSeconds();
    }

    private Credential credential(String role, Credentials issued, Instant end) {
        Map<String, String> fields = new TreeMap<>();
        fields.put("accessKeyId", issued.accessKeyId());
        fields.put("secretAccessKey", issued.secretAccessKey());
        fields.put("sessionToken", issued.sessionToken());
        console.ifPresent(console -> fields.putAll(console.field(role, issued)));
        Instant expiration = issued.expiration();
        return new Credential(fields, expiration.isBefore(end) ? expiration : end);
    }

    private static String role(Entitlement entitlement) {
        return entitlement.attribute(ROLE).orElse("");
    }

    private static Optional<Policy> policy(Entitlement entitlement) {
        return entitlement
                .attribute(POLICY)
                .flatMap(text -> PolicyReader.read(text).policy());
    }
}
