package io.jitaccess.aws;

import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.entitlement.EntitlementKind;
import io.jitaccess.entitlement.PrincipalId;
import io.jitaccess.entitlement.ProviderId;
import io.jitaccess.entitlement.TargetKey;
import io.jitaccess.id.AssignmentId;
import io.jitaccess.identity.Identity;
import io.jitaccess.problem.Problem;
import io.jitaccess.spi.AccessRef;
import io.jitaccess.spi.ChangeOutcome;
import io.jitaccess.spi.ChangeOutcome.Effect;
import io.jitaccess.spi.ConnectLinks.Link;
import io.jitaccess.spi.EntitlementDiscovery;
import io.jitaccess.spi.EntitlementVerifier.Verification;
import io.jitaccess.spi.KindDescriptor;
import io.jitaccess.spi.ListedAccess;
import io.jitaccess.spi.Observation;
import io.jitaccess.spi.PrincipalLookup;
import io.jitaccess.spi.SessionEnder.SessionEnding;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * {@code iam-policy}: an inline policy on an IAM user, or on the role of one person, that ends by a condition on the
 * time. Its name carries the assignment's id.
 */
final class IamPolicies extends SingleKind {

    static final EntitlementKind KIND = new EntitlementKind("iam-policy");

    static final String POLICY = "policy";

    private static final int LONGEST_ATTRIBUTE = 4_096;

    private final Form form;
    private final AwsClients aws;
    private final InlinePolicies policies;
    private final Offers offers;
    private final People people;
    private final Settings settings;

    IamPolicies(ProviderId provider, AwsClients aws, People people, Settings settings) {
        this.form = new Form(provider, KIND)
                .required(POLICY, text -> wrong(text, settings.partition()), "The IAM policy's JSON text");
        this.aws = aws;
        this.policies = new InlinePolicies(aws.iam(), settings);
        this.offers = new Offers(aws.iam());
        this.people = people;
        this.settings = settings;
    }

    private static Optional<String> wrong(String text, String partition) {
        PolicyReader.Reading reading = PolicyReader.read(text);
        return reading.wrong().or(() -> reading.policy().flatMap(policy -> policy.wrongIn(partition)));
    }

    @Override
    public KindDescriptor descriptor() {
        return new KindDescriptor(
                KIND,
                "IAM inline policy",
                form.attributes(),
                KindDescriptor.Scope.SHARED,
                KindDescriptor.Expiry.NATIVE,
                KindDescriptor.Sight.OBSERVABLE,
                KindDescriptor.Marks.MARKED,
                Duration.ofMinutes(1),
                Duration.ofDays(365),
                Iam.READ_LAG,
                Iam.PROPAGATION,
                settings.callTimeout(patience()),
                settings.effectHorizon(patience()));
    }

    /** Each inline policy that is there is read before a new one is written; how many, only the quota bounds. */
    @Override
    public Duration patience() {
        return settings.timeout().multipliedBy(8);
    }

    @Override
    public List<Problem> validate(Entitlement entitlement) {
        return form.problems(entitlement);
    }

    @Override
    public TargetKey targetKey(Entitlement entitlement) {
        return new TargetKey(
                KIND + ":" + policy(entitlement).map(Policy::digest).orElse("unreadable"));
    }

    @Override
    public boolean covers(Entitlement eligible, Entitlement asked) {
        return validate(eligible).isEmpty()
                && validate(asked).isEmpty()
                && (targetKey(eligible).equals(targetKey(asked))
                        || required(eligible).covers(required(asked)));
    }

    @Override
    public PrincipalLookup principal(Identity identity, Entitlement entitlement) {
        return people.iamHolder(identity, KIND.value());
    }

    @Override
    Observation observe(AccessRef access) {
        return Failure.look(() -> {
            Optional<IamHolder> holder = IamHolder.of(access.principal());
            if (holder.isEmpty()) {
                return Observation.unclear("the principal is no IAM user or role");
            }
            Optional<InlinePolicies.Entry> found = policies.find(holder.get(), access.assignment());
            if (found.isPresent() && found.get().mayBeInForce(settings.clock().instant())) {
                return new Observation.Present(found.get().until(), Observation.Mark.OURS);
            }
            return isOwnAccount(holder.get())
                    ? Observation.absent()
                    : Observation.unclear("the credentials are of another account than "
                            + holder.get().account());
        });
    }

    @Override
    ChangeOutcome assign(AccessRef access, Instant until, boolean ours) {
        return Attempt.run(attempt -> {
            Optional<IamHolder> holder = IamHolder.of(access.principal());
            Optional<Policy> policy = policy(access.entitlement());
            if (holder.isEmpty() || policy.isEmpty() || !isOwnAccount(holder.get())) {
                return new ChangeOutcome.Refused("not an IAM user or role of this account, or no policy");
            }
            String document = policy.get().until(until);
            Optional<InlinePolicies.Entry> there = policies.find(holder.get(), access.assignment());
            boolean inForce =
                    there.isPresent() && there.get().isInForce(settings.clock().instant());
            if (inForce && (!ours || there.get().document().equals(document))) {
                return ChangeOutcome.done(Effect.ALREADY_PRESENT);
            }
            Optional<ChangeOutcome> full = policies.makeRoom(holder.get(), access.assignment(), document);
            if (full.isPresent()) {
                return full.get();
            }
            attempt.write(() -> {
                holder.get().write(aws.iam(), policies.name(access.assignment()), document);
                return document;
            });
            return ChangeOutcome.done(inForce ? Effect.UPDATED : Effect.CREATED);
        });
    }

    @Override
    ChangeOutcome revoke(AccessRef access) {
        return Attempt.run(attempt -> {
            Optional<IamHolder> holder = IamHolder.of(access.principal());
            if (holder.isEmpty() || !isOwnAccount(holder.get())) {
                return new ChangeOutcome.Refused("the credentials are of another account than the principal");
            }
            boolean deleted = attempt.write(() -> holder.get().delete(aws.iam(), policies.name(access.assignment())));
            return ChangeOutcome.done(deleted ? Effect.REMOVED : Effect.ALREADY_ABSENT);
        });
    }

    @Override
    public ListedAccess.Page list(Optional<String> from) {
        return Failure.orThrow(() -> {
            Walk.Part<InlinePolicies.Entry> page = policies.all().page(from);
            return new ListedAccess.Page(
                    page.entries().stream()
                            .filter(entry -> entry.mayBeInForce(settings.clock().instant()))
                            .flatMap(entry -> listed(entry).stream())
                            .toList(),
                    page.next());
        });
    }

    private Optional<ListedAccess> listed(InlinePolicies.Entry entry) {
        Optional<AssignmentId> mark = policies.mark(entry.name());
        return entry.policy()
                .flatMap(this::entitlement)
                .filter(entitlement -> mark.isPresent() || validate(entitlement).isEmpty())
                .map(entitlement -> new ListedAccess(
                        new PrincipalId(entry.arn()), entitlement, targetKey(entitlement), mark, entry.until()));
    }

    /** IAM judges at each request. The document of an access that ended by itself is tidied away here. */
    @Override
    public SessionEnding endSessions(AccessRef access) {
        try {
            Optional<IamHolder> holder = IamHolder.of(access.principal());
            if (holder.isPresent()
                    && policies.find(holder.get(), access.assignment())
                            .filter(entry -> !entry.isInForce(settings.clock().instant()))
                            .isPresent()) {
                holder.get().delete(aws.iam(), policies.name(access.assignment()));
            }
            return new SessionEnding.Ended(0);
        } catch (SdkException e) {
            return new SessionEnding.Failed(Failure.say(e));
        }
    }

    /** The account's own managed policies, of which an access gets a copy with an end; left out where it may not. */
    @Override
    public EntitlementDiscovery.Page discover(Optional<String> from) {
        Walk.Part<Offers.Written> page = Failure.orThrow(() -> offers.policies().page(from));
        return new EntitlementDiscovery.Page(
                page.entries().stream()
                        .flatMap(written -> offered(written).stream())
                        .toList(),
                page.next());
    }

    private Optional<EntitlementDiscovery.Discovered> offered(Offers.Written written) {
        return written.policy()
                .flatMap(this::entitlement)
                .filter(entitlement -> validate(entitlement).isEmpty())
                .map(entitlement -> new EntitlementDiscovery.Discovered(entitlement, written.name()));
    }

    /** Empty where its text is longer than an attribute may be. */
    private Optional<Entitlement> entitlement(Policy policy) {
        return Optional.of(policy.text())
                .filter(text -> text.length() <= LONGEST_ATTRIBUTE)
                .map(text -> form.entitlement(Map.of(POLICY, text)));
    }

    @Override
    public Verification verify(Entitlement entitlement) {
        int size = required(entitlement).until(settings.clock().instant()).length();
        return size > InlinePolicies.USER_QUOTA
                ? new Verification.Usable(List.of("with " + size + " characters it fits on a role, but on no user"))
                : new Verification.Usable(List.of());
    }

    @Override
    public Link connectLink(AccessRef access) {
        return IamHolder.of(access.principal())
                .filter(IamHolder::user)
                .map(holder -> ConsolePlace.forUsers(settings.partition(), holder.account()))
                .orElseGet(() -> new Link.NotAvailable("whoever may assume the role switches to it in the console"));
    }

    /** A right that was lost looks different from an entry that is gone; another account looks the same. */
    private boolean isOwnAccount(IamHolder holder) {
        return aws.sts().getCallerIdentity().account().equals(holder.account());
    }

    private static Optional<Policy> policy(Entitlement entitlement) {
        return entitlement
                .attribute(POLICY)
                .flatMap(text -> PolicyReader.readWritten(text).policy());
    }

    private static Policy required(Entitlement entitlement) {
        return policy(entitlement).orElseThrow(() -> new IllegalArgumentException("the policy cannot be read"));
    }
}
