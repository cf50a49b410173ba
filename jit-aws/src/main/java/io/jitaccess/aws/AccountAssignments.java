package io.jitaccess.aws;

import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.entitlement.EntitlementKind;
import io.jitaccess.entitlement.ProviderId;
import io.jitaccess.entitlement.TargetKey;
import io.jitaccess.identity.Identity;
import io.jitaccess.problem.Problem;
import io.jitaccess.spi.AccessRef;
import io.jitaccess.spi.BatchProvider.Change;
import io.jitaccess.spi.ChangeOutcome;
import io.jitaccess.spi.ConnectLinks.Link;
import io.jitaccess.spi.EntitlementDiscovery;
import io.jitaccess.spi.EntitlementVerifier.Verification;
import io.jitaccess.spi.KindDescriptor;
import io.jitaccess.spi.ListedAccess;
import io.jitaccess.spi.Observation;
import io.jitaccess.spi.PrincipalLookup;
import io.jitaccess.spi.SessionEnder.SessionEnding;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ssoadmin.model.ResourceNotFoundException;

/**
 * {@code account-assignment}: a permission set of Identity Center on an account, for a user. Each change is an operation
 * that goes on at AWS after its answer.
 */
final class AccountAssignments implements Kind {

    static final EntitlementKind KIND = new EntitlementKind("account-assignment");

    static final String ACCOUNT = "account";
    static final String PERMISSION_SET = "permission-set";

    private static final Pattern ACCOUNT_FORM = Pattern.compile("[0-9]{12}");

    private static final Duration READ_LAG = Duration.ofSeconds(15);

    private static final Duration RECOMMENDED_SESSION = Duration.ofHours(1);

    private static final Duration LONGEST_SESSION = Duration.ofHours(12);

    private final Form form;
    private final SsoAssignments sso;
    private final AssignmentChanges changing;
    private final EndedAssignments ended;
    private final Accounts accounts;
    private final People people;
    private final Settings settings;

    AccountAssignments(ProviderId provider, AwsClients aws, People people, Settings settings, Waiter waiter) {
        this.form = new Form(provider, KIND)
                .required(ACCOUNT, ACCOUNT_FORM, "The AWS account's number, 12 digits")
                .required(PERMISSION_SET, permissionSetOf(settings.instance()), "The permission set's ARN");
        this.sso = new SsoAssignments(aws.ssoAdmin(), settings.instance(), form);
        this.changing = new AssignmentChanges(sso, settings.instance(), new Following(waiter), settings.clock());
        this.accounts = new Accounts(aws.organizations());
        this.people = people;
        this.settings = settings;
        this.ended = new EndedAssignments(aws.ssoAdmin(), settings, waiter);
    }

    /** {@code arn:aws:sso:::instance/ssoins-1} has {@code arn:aws:sso:::permissionSet/ssoins-1/ps-2}. */
    private static Pattern permissionSetOf(String instance) {
        String start = instance.replace(":instance/", ":permissionSet/") + "/ps-";
        return Pattern.compile(Pattern.quote(start) + "[A-Za-z0-9]{16}");
    }

    @Override
    public KindDescriptor descriptor() {
        return new KindDescriptor(
                KIND,
                "IAM Identity Center account assignment",
                form.attributes(),
                KindDescriptor.Scope.SHARED,
                KindDescriptor.Expiry.NONE,
                KindDescriptor.Sight.OBSERVABLE,
                KindDescriptor.Marks.UNMARKED,
                Duration.ofMinutes(5),
                Duration.ofDays(365),
                READ_LAG,
                Duration.ofMinutes(1),
                settings.callTimeout(patience()),
                settings.callTimeout(patience()).plus(AssignmentChanges.LONGEST));
    }

    /** With waiting for a place, and following what was begun. */
    @Override
    public Duration patience() {
        return settings.patience().plus(AssignmentChanges.PATIENCE).plus(Following.LONGEST);
    }

    @Override
    public List<Problem> validate(Entitlement entitlement) {
        return form.problems(entitlement);
    }

    @Override
    public TargetKey targetKey(Entitlement entitlement) {
        return new TargetKey(KIND + ":" + entitlement.attribute(ACCOUNT).orElse("") + ":"
                + entitlement.attribute(PERMISSION_SET).orElse(""));
    }

    @Override
    public boolean covers(Entitlement eligible, Entitlement asked) {
        return validate(eligible).isEmpty()
                && validate(asked).isEmpty()
                && targetKey(eligible).equals(targetKey(asked));
    }

    @Override
    public PrincipalLookup principal(Identity identity, Entitlement entitlement) {
        return people.user(identity, KIND.value());
    }

    /** One at a time: two changes of one permission set on one account are in each other's way. */
    @Override
    public String batchKey(AccessRef access) {
        return targetKey(access.entitlement()).value();
    }

    /** One listing tells of all. What is not there, permission set or account, is an error of it, and so unclear. */
    @Override
    public List<Observation> look(List<AccessRef> accesses) {
        Set<String> wanted =
                accesses.stream().map(access -> access.principal().value()).collect(Collectors.toSet());
        Set<String> there = new HashSet<>();
        Observation failed = Failure.look(() -> {
            there.addAll(sso.assigned(accesses.get(0), wanted));
            return Observation.absent();
        });
        return accesses.stream()
                .map(access -> there.contains(access.principal().value()) ? Observation.present() : failed)
                .toList();
    }

    @Override
    public List<ChangeOutcome> apply(List<Change> changes) {
        return changing.apply(changes);
    }

    @Override
    public ListedAccess.Page list(Optional<String> from) {
        return Failure.orThrow(() -> {
            Walk.Part<ListedAccess> page = sso.all(this::targetKey).page(from);
            return new ListedAccess.Page(page.entries(), page.next());
        });
    }

    /** The role of a permission set belongs to AWS: only the permission set itself can end its sessions. */
    @Override
    public SessionEnding endSessions(AccessRef access) {
        Duration longest;
        try {
            longest = session(sso.sessionDuration(
                    SsoAssignments.permissionSet(access), settings.clock().instant()));
        } catch (SdkException e) {
            longest = LONGEST_SESSION;
        }
        return settings.endsSetSessions()
                ? ended.end(access, longest)
                : new SessionEnding.NotPossible(
                        Optional.of(settings.clock().instant().plus(longest)),
                        "sessions of a permission set end by themselves, after " + longest + " at most");
    }

    @Override
    public EntitlementDiscovery.Page discover(Optional<String> from) {
        return Failure.orThrow(() -> {
            Walk.Part<EntitlementDiscovery.Discovered> page = sso.offered().page(from);
            return new EntitlementDiscovery.Page(page.entries(), page.next());
        });
    }

    @Override
    public Verification verify(Entitlement entitlement) {
        String arn = entitlement.attribute(PERMISSION_SET).orElse("");
        return Failure.orElse(
                () -> {
                    try {
                        Duration session = session(
                                Optional.ofNullable(sso.permissionSet(arn).sessionDuration()));
                        List<String> warnings = new ArrayList<>();
                        if (session.compareTo(RECOMMENDED_SESSION) > 0) {
                            warnings.add("sessions of this permission set last " + session
                                    + ", also after the assignment has ended; set it to PT1H");
                        }
                        return accounts.unusable(entitlement.attribute(ACCOUNT).orElse(""), warnings)
                                .<Verification>map(Verification.Unusable::new)
                                .orElseGet(() -> new Verification.Usable(warnings));
                    } catch (ResourceNotFoundException e) {
                        return new Verification.Unusable("Identity Center has no permission set " + arn);
                    }
                },
                Verification.Unclear::new);
    }

    @Override
    public Link connectLink(AccessRef access) {
        return settings.portal()
                .<Link>map(portal -> new Link.To(
                        sso.link(portal, SsoAssignments.account(access), SsoAssignments.permissionSet(access))))
                .orElseGet(() -> new Link.NotAvailable("the access portal's address is not configured"));
    }

    private static Duration session(Optional<String> duration) {
        return duration.map(Duration::parse).orElse(RECOMMENDED_SESSION);
    }
}
