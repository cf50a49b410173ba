package io.jitaccess.aws;

import io.jitaccess.entitlement.EntitlementKind;
import io.jitaccess.entitlement.ProviderId;
import io.jitaccess.identity.Identity;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;

/** Collects what an {@link AwsProvider} needs. A region is needed, and at least one kind that is switched on. */
public final class AwsProviderBuilder {

    private static final Pattern REGION = Pattern.compile("[a-z]{2}(-[a-z]+)+-[0-9]");

    private static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(1);

    /** Identity Center takes 20 calls a second of all its callers together: user guide, quotas. */
    private static final Duration SSO_BETWEEN = Duration.ofMillis(60);

    private static final int SSO_AT_ONCE = 10;

    private final ProviderId id;
    private final Set<EntitlementKind> kinds = new LinkedHashSet<>();
    private @Nullable String region;
    private @Nullable String store;
    private @Nullable String instance;
    private String userAttribute = "userName";
    private String mark = "jit";
    private @Nullable String account;
    private @Nullable URI portal;
    private @Nullable URI issuer;
    private @Nullable URI endpoint;
    private @Nullable AwsCredentialsProvider credentials;
    private Function<Identity, Optional<String>> userName = Identity::email;
    private Function<Identity, Optional<String>> iamUserName = Identity::email;
    private boolean endsSessions;
    private boolean endsSetSessions;
    private Set<String> trail = Set.of();
    private Duration longestSession = Duration.ofHours(1);
    private Duration timeout = Duration.ofSeconds(5);
    private Clock clock = Clock.systemUTC();
    private Waiter waiter = Waiter::sleep;
    private LongSupplier nanos = System::nanoTime;

    AwsProviderBuilder(ProviderId id) {
        this.id = id;
    }

    /** The region of Identity Center and STS, such as {@code eu-central-1}; it also tells the partition. */
    public AwsProviderBuilder region(String name) {
        this.region = Objects.requireNonNull(name, "name");
        return this;
    }

    /** Where the SDK finds the library's own credentials; AWS's default chain unless set. */
    public AwsProviderBuilder credentials(AwsCredentialsProvider chain) {
        this.credentials = Objects.requireNonNull(chain, "chain");
        return this;
    }

    /** Where Identity Center has its users and groups, such as {@code d-1234567890}. Switches nothing on. */
    public AwsProviderBuilder identityStore(String storeId) {
        this.store = Objects.requireNonNull(storeId, "storeId");
        return this;
    }

    /** Switches on {@code group-membership}: groups of the identity store, which is needed, too. */
    public AwsProviderBuilder groups() {
        kinds.add(StoreGroups.KIND);
        return this;
    }

    /**
     * Switches on {@code account-assignment}: permission sets of this instance of Identity Center, such as {@code
     * arn:aws:sso:::instance/ssoins-1234567890abcdef}. Its identity store is needed, too.
     */
    public AwsProviderBuilder identityCenter(String instanceArn) {
        this.instance = Objects.requireNonNull(instanceArn, "instanceArn");
        kinds.add(AccountAssignments.KIND);
        return this;
    }

    /** Switches on {@code iam-group-membership}: IAM groups of the account that the library's credentials are of. */
    public AwsProviderBuilder iamGroups() {
        kinds.add(IamGroups.KIND);
        return this;
    }

    /** Switches on {@code iam-policy}: inline policies of users and roles of the account of the library's credentials. */
    public AwsProviderBuilder iamPolicies() {
        kinds.add(IamPolicies.KIND);
        return this;
    }

    /**
     * Switches on {@code session}: credentials of roles that the library may assume.
     *
     * @param longest a credential's longest life: 15 minutes to 12 hours, and not longer than each role allows; one hour
     *     is AWS's limit where the library's own credentials are those of a role
     */
    public AwsProviderBuilder sessions(Duration longest) {
        this.longestSession = Objects.requireNonNull(longest, "longest");
        kinds.add(RoleSessions.KIND);
        return this;
    }

    /**
     * Lets the provider end sessions of roles of its own account early, by an inline policy on the role that denies
     * everything to them. Needs {@code iam:GetRolePolicy}, {@code PutRolePolicy}, {@code ListRolePolicies} and {@code
     * DeleteRolePolicy} on those roles.
     */
    public AwsProviderBuilder endSessionsEarly() {
        this.endsSessions = true;
        return this;
    }

    /**
     * Lets the provider end sessions of permission sets early, by a statement in the permission set's inline policy that
     * denies everything to one user's sessions on one account that began before, and by provisioning it there anew. What
     * others wrote in that policy stays.
     */
    public AwsProviderBuilder endPermissionSetSessionsEarly() {
        this.endsSetSessions = true;
        return this;
    }

    /**
     * Switches on activity: CloudTrail's history in these regions. Calls of IAM and STS are recorded in {@code
     * us-east-1}.
     */
    public AwsProviderBuilder activityIn(Set<String> regions) {
        this.trail = Set.copyOf(regions);
        return this;
    }

    /**
     * Begins the names of what the provider makes: 1 to 20 lower case letters and digits; {@code jit} unless set. Two
     * installations that use one account need two: each ends what bears its own mark and is not in its records.
     */
    public AwsProviderBuilder mark(String text) {
        this.mark = Objects.requireNonNull(text, "text");
        return this;
    }

    /**
     * The identity's user name in the identity store; its mail address unless set. The attribute {@code
     * <provider>.principal} of the identity, with the user's id, stands above it. No network.
     *
     * @param attribute by which attribute users are found: {@code userName} or {@code emails.value}
     */
    public AwsProviderBuilder userName(String attribute, Function<Identity, Optional<String>> mapping) {
        this.userAttribute = Objects.requireNonNull(attribute, "attribute");
        this.userName = Objects.requireNonNull(mapping, "mapping");
        return this;
    }

    /** The identity's IAM user name; its mail address unless set. No network. */
    public AwsProviderBuilder iamUserName(Function<Identity, Optional<String>> mapping) {
        this.iamUserName = Objects.requireNonNull(mapping, "mapping");
        return this;
    }

    /** The access portal, such as {@code https://example.awsapps.com/start}, for connect links; https alone. */
    public AwsProviderBuilder portal(URI address) {
        this.portal = Objects.requireNonNull(address, "address");
        return this;
    }

    /**
     * Hands out a link to the console with each credential of {@code session}, or the reason why there is none. Whoever
     * has the link is let in: it is a field of the credential, and nowhere else.
     *
     * @param page what AWS leads to when the session has ended, such as the company's portal; https alone
     */
    public AwsProviderBuilder consoleLinks(URI page) {
        this.issuer = Objects.requireNonNull(page, "page");
        return this;
    }

    /** The number of the account that the library's credentials are of, for connect links of IAM users. */
    public AwsProviderBuilder account(String number) {
        this.account = Objects.requireNonNull(number, "number");
        return this;
    }

    /** How long one request may take to connect, and again to be answered: above zero, at most a minute; 5 seconds unless set. */
    public AwsProviderBuilder timeout(Duration longest) {
        this.timeout = Objects.requireNonNull(longest, "longest");
        return this;
    }

    /** What tells until when sessions may live; the system's unless set. */
    public AwsProviderBuilder clock(Clock source) {
        this.clock = Objects.requireNonNull(source, "source");
        return this;
    }

    /** A clock that is never set, for how long a call takes. */
    AwsProviderBuilder nanos(LongSupplier ticks) {
        this.nanos = ticks;
        return this;
    }

    AwsProviderBuilder waiter(Waiter between) {
        this.waiter = between;
        return this;
    }

    /** Sends every request there. */
    AwsProviderBuilder endpoint(URI address) {
        this.endpoint = address;
        return this;
    }

    /**
     * Makes the provider. No network.
     *
     * @throws IllegalArgumentException with everything that is missing or wrong
     */
    public AwsProvider build() {
        List<String> problems = new ArrayList<>();
        require(region != null && REGION.matcher(region).matches(), "region is missing or none", problems);
        require(
                trail.stream().allMatch(name -> REGION.matcher(name).matches()),
                "activity is read in regions, such as us-east-1",
                problems);
        require(!kinds.isEmpty(), "no kind is switched on", problems);
        require(store == null || Names.STORE.matcher(store).matches(), "identityStore is no id of one", problems);
        require(
                instance == null || Names.INSTANCE.matcher(instance).matches(),
                "identityCenter is no ARN of one",
                problems);
        require(instance == null || store != null, "identityCenter needs its identityStore", problems);
        require(!kinds.contains(StoreGroups.KIND) || store != null, "groups need their identityStore", problems);
        require(
                userAttribute.equals("userName") || userAttribute.equals("emails.value"),
                "users are found by userName or emails.value",
                problems);
        require(
                longestSession.toMinutes() >= 15 && longestSession.compareTo(Duration.ofHours(12)) <= 0,
                "sessions must last 15 minutes to 12 hours",
                problems);
        require(mark.matches("[a-z0-9]{1,20}"), "mark must be 1 to 20 lower case letters and digits", problems);
        require(account == null || account.matches("[0-9]{12}"), "account must have 12 digits", problems);
        require(isPage(portal), "portal must be an https address", problems);
        require(isPage(issuer), "the page of consoleLinks must be an https address", problems);
        require(
                !timeout.isNegative() && !timeout.isZero() && timeout.compareTo(LONGEST_TIMEOUT) <= 0,
                "timeout must be above zero and at most " + LONGEST_TIMEOUT,
                problems);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", problems));
        }
        Region where = Region.of(Objects.requireNonNull(region));
        String partition = PartitionMetadata.of(where).id();
        if (instance != null && !instance.startsWith("arn:" + partition + ":")) {
            throw new IllegalArgumentException("identityCenter is of another partition than the region");
        }
        Settings settings = new Settings(
                partition,
                store == null ? "" : store,
                instance == null ? "" : instance,
                userAttribute,
                userName,
                iamUserName,
                Optional.ofNullable(portal),
                Optional.ofNullable(account),
                mark,
                longestSession,
                endsSessions,
                endsSetSessions,
                trail.stream().sorted().toList(),
                timeout,
                clock);
        CallTime time = new CallTime(nanos);
        AwsClients aws = new AwsClients(
                credentials == null ? DefaultCredentialsProvider.builder().build() : credentials,
                where,
                settings.trail(),
                timeout,
                new Pace(clock, waiter, SSO_BETWEEN, SSO_AT_ONCE),
                time,
                Optional.ofNullable(endpoint));
        People people = new People(id, aws, settings);
        OwnRights rights = new OwnRights(aws, kinds, settings.extras());
        return new AwsProvider(
                id,
                aws,
                rights,
                new Trail(aws, settings, waiter),
                time,
                settings.patience(),
                kinds.stream()
                        .map(kind -> kind(kind, aws, people, settings, rights))
                        .toList());
    }

    private Kind kind(EntitlementKind kind, AwsClients aws, People people, Settings settings, OwnRights rights) {
        if (kind.equals(StoreGroups.KIND)) {
            return new StoreGroups(id, aws, people, settings);
        }
        if (kind.equals(RoleSessions.KIND)) {
            Optional<Console> console =
                    Optional.ofNullable(issuer).map(page -> new Console(timeout, page, Optional.ofNullable(endpoint)));
            return new RoleSessions(id, aws, people, settings, console, rights);
        }
        if (kind.equals(IamPolicies.KIND)) {
            return new IamPolicies(id, aws, people, settings);
        }
        return kind.equals(AccountAssignments.KIND)
                ? new AccountAssignments(id, aws, people, settings, waiter)
                : new IamGroups(id, aws, people, settings);
    }

    private static boolean isPage(@Nullable URI address) {
        return address == null || ("https".equals(address.getScheme()) && address.getRawUserInfo() == null);
    }

    private static void require(boolean holds, String otherwise, List<String> problems) {
        if (!holds) {
            problems.add(otherwise);
        }
    }
}
