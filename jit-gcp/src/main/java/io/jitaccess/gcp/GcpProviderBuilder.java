package io.jitaccess.gcp;

import com.google.api.client.http.HttpTransport;
import com.google.auth.Credentials;
import com.google.auth.oauth2.GoogleCredentials;
import io.jitaccess.entitlement.ProviderId;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Collects what a {@link GcpProvider} needs. Needed is something that it may hand out. */
public final class GcpProviderBuilder {

    private static final Pattern MARK = Pattern.compile("[a-z][a-z0-9-]{0,31}");
    private static final Pattern WORKFORCE = Pattern.compile("[a-z][a-z0-9-]{2,62}/[a-z0-9][a-z0-9-]{2,31}");
    private static final List<String> SCOPES = List.of(
            "https://www.googleapis.com/auth/cloud-platform", "https://www.googleapis.com/auth/cloud-identity.groups");

    private final ProviderId id;
    private final Set<String> resources = new LinkedHashSet<>();
    private final Set<String> groups = new LinkedHashSet<>();
    private final Set<String> serviceAccounts = new LinkedHashSet<>();
    private final Set<String> domains = new LinkedHashSet<>();
    private final Set<String> workforceProviders = new LinkedHashSet<>();
    private @Nullable Credentials credentials;
    private @Nullable URI endpoint;
    private GroupExpiry groupExpiry = GroupExpiry.BY_GOOGLE;
    private String mark = "jit";
    private Duration requestTimeout = Duration.ofSeconds(10);
    private Clock clock = Clock.systemUTC();

    /** What is open while the provider is used. */
    interface Connection {
        void close() throws IOException;
    }

    GcpProviderBuilder(ProviderId id) {
        this.id = id;
    }

    /** The library's own account; Google's application default credentials unless set. */
    public GcpProviderBuilder credentials(Credentials own) {
        this.credentials = Objects.requireNonNull(own, "own");
        return this;
    }

    /**
     * Resources on which roles may be handed out: {@code projects/ID}, {@code folders/NUMBER}, {@code
     * organizations/NUMBER}, {@code serviceAccounts/ADDRESS}, {@code buckets/NAME}, and {@code projects/*} for every
     * project that the library's account can see. Nothing else is ever written to.
     */
    public GcpProviderBuilder resources(Collection<String> names) {
        resources.addAll(names);
        return this;
    }

    /** Groups whose memberships may be handed out, by their mail addresses, and who ends a membership. */
    public GcpProviderBuilder groups(Collection<String> mails, GroupExpiry expiry) {
        mails.forEach(mail -> groups.add(mail.toLowerCase(Locale.ROOT)));
        this.groupExpiry = Objects.requireNonNull(expiry, "expiry");
        return this;
    }

    /** Service accounts whose tokens may be handed to services, by their addresses. */
    public GcpProviderBuilder serviceAccounts(Collection<String> addresses) {
        serviceAccounts.addAll(addresses);
        return this;
    }

    /**
     * Domains of the mail addresses that are Google accounts; unless set, every mail address of an identity counts as
     * its Google account. An identity's attribute {@code <provider id>.principal} stands above its mail address.
     */
    public GcpProviderBuilder mailDomains(Collection<String> names) {
        names.forEach(name -> domains.add(name.toLowerCase(Locale.ROOT)));
        return this;
    }

    /**
     * By which providers people of workforce pools sign in, for connect links: one {@code POOL/PROVIDER} for each pool.
     * Without one, people of that pool get no link.
     */
    public GcpProviderBuilder workforceProviders(Collection<String> names) {
        workforceProviders.addAll(names);
        return this;
    }

    /**
     * Begins the titles of all bindings that this installation makes: lower case letters, digits and {@code -}, at most
     * 32 characters; {@code jit} unless set. Two installations that write to one policy need two marks: each ends what
     * bears its own mark and is not in its own records.
     */
    public GcpProviderBuilder mark(String text) {
        this.mark = Objects.requireNonNull(text, "text");
        return this;
    }

    /** How long one request may take, 100 ms to 60 s; 10 s unless set. A call of the provider takes a few of them. */
    public GcpProviderBuilder requestTimeout(Duration timeout) {
        this.requestTimeout = Objects.requireNonNull(timeout, "timeout");
        return this;
    }

    /** Where all of Google's APIs are, for a private endpoint or a fake; their own addresses unless set. */
    public GcpProviderBuilder endpoint(URI root) {
        this.endpoint = Objects.requireNonNull(root, "root");
        return this;
    }

    /** Tells what has ended; the system's clock unless set. */
    public GcpProviderBuilder clock(Clock time) {
        this.clock = Objects.requireNonNull(time, "time");
        return this;
    }

    /**
     * Makes the provider; no network. Default credentials are looked for at the first request and, while there are none,
     * at each: a provider without credentials fails its own calls and must not keep an application from starting, which has
     * access of other providers to end. (Google's library looks for a metadata server once in a process.)
     *
     * @throws IllegalArgumentException with everything that is missing or wrong
     */
    public GcpProvider build() {
        List<String> problems = new ArrayList<>();
        ResourceScope scope = scope(problems);
        require(
                !scope.isEmpty() || !groups.isEmpty() || !serviceAccounts.isEmpty(),
                "nothing may be handed out: name resources, groups or service accounts",
                problems);
        groups.forEach(mail -> require(
                Members.canonical(Members.USER + mail).isPresent(), "no group's mail address is " + mail, problems));
        List<Resource> accounts = new ArrayList<>();
        for (String address : serviceAccounts) {
            Optional<Resource> account = Resource.parse(ResourceType.SERVICE_ACCOUNT.prefix() + address);
            account.ifPresent(accounts::add);
            require(account.isPresent(), "no service account's address is " + address, problems);
        }
        Map<String, String> workforce = new HashMap<>();
        for (String name : workforceProviders) {
            boolean fits = WORKFORCE.matcher(name).matches();
            require(fits, "workforce providers are written POOL/PROVIDER, not " + name, problems);
            if (fits) {
                int slash = name.indexOf('/');
                boolean first = workforce.put(name.substring(0, slash), name.substring(slash + 1)) == null;
                require(first, "the workforce pool of " + name + " has two providers", problems);
            }
        }
        require(MARK.matcher(mark).matches(), "the mark must match " + MARK, problems);
        require(
                requestTimeout.toMillis() >= 100 && requestTimeout.toSeconds() <= 60,
                "the request time-out must be 100 ms to 60 s",
                problems);
        require(
                endpoint == null
                        || (endpoint.isAbsolute() && endpoint.toString().endsWith("/")),
                "the endpoint must be an absolute address that ends with a slash",
                problems);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", problems));
        }
        HttpTransport transport = Transport.open();
        Google google = Google.of(transport, new Wire(own(), requestTimeout), Optional.ofNullable(endpoint));
        Context context = new Context(
                id,
                google,
                new Policies(google),
                new Members(id, Set.copyOf(domains)),
                new AuditLog(google),
                new Links(workforce),
                mark,
                clock,
                new Limits(requestTimeout));
        List<Kind> kinds = kinds(context, scope, accounts);
        return accounts.isEmpty()
                ? new GcpProvider(id, transport::shutdown, kinds)
                : new GcpTokenProvider(id, transport::shutdown, kinds);
    }

    private List<Kind> kinds(Context context, ResourceScope scope, List<Resource> accounts) {
        List<Kind> kinds = new ArrayList<>();
        if (!scope.isEmpty()) {
            kinds.add(new IamBinding(context, scope));
        }
        if (!groups.isEmpty()) {
            kinds.add(new GroupMembership(context, List.copyOf(groups), groupExpiry));
        }
        if (!accounts.isEmpty()) {
            kinds.add(new ServiceAccountToken(context, List.copyOf(accounts)));
        }
        return kinds;
    }

    private ResourceScope scope(List<String> problems) {
        Set<String> named = resources.stream()
                .filter(name -> !name.equals(ResourceScope.ANY_PROJECT))
                .collect(Collectors.toCollection(LinkedHashSet::new));
        Set<Resource> parsed = new LinkedHashSet<>();
        for (String name : named) {
            Optional<Resource> resource = Resource.parse(name);
            resource.ifPresent(parsed::add);
            require(resource.isPresent(), "no resource is written " + name, problems);
        }
        return new ResourceScope(parsed, resources.contains(ResourceScope.ANY_PROJECT));
    }

    private Wire.Own own() {
        Credentials given = credentials;
        return given != null
                ? () -> given
                : () -> GoogleCredentials.getApplicationDefault().createScoped(SCOPES);
    }

    private static void require(boolean holds, String otherwise, List<String> problems) {
        if (!holds) {
            problems.add(otherwise);
        }
    }
}
