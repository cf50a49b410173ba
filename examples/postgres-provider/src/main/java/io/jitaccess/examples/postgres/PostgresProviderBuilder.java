package io.jitaccess.examples.postgres;

import io.jitaccess.entitlement.ProviderId;
import io.jitaccess.identity.Identity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Collects what a {@link PostgresProvider} needs. Needed are the administrator, the prefix, the endpoint and roles. */
public final class PostgresProviderBuilder {

    /** The identity attribute that names its login; it stands above any other mapping. */
    public static final String LOGIN_ATTRIBUTE = "postgres.login";

    /** Leaves room for what is told apart behind it. */
    private static final Pattern PREFIX = Pattern.compile("(?!pg_)[a-z][a-z0-9_]{0,22}_");

    private final ProviderId id;
    private final Set<String> roles = new HashSet<>();
    private final Set<String> databases = new HashSet<>();
    private @Nullable DataSource admin;
    private @Nullable String comment;
    private @Nullable String prefix;
    private @Nullable String host;
    private int port;
    private @Nullable String database;
    private int connections = 5;
    private Function<Identity, Optional<String>> mapping = identity -> Optional.empty();

    PostgresProviderBuilder(ProviderId id) {
        this.id = id;
    }

    /**
     * The administrator's connections: straight to the primary, or through a pool that keeps a transaction on one
     * connection. Connecting has to be bounded to a few seconds; the transactions are bounded here.
     */
    public PostgresProviderBuilder admin(DataSource connections) {
        this.admin = Objects.requireNonNull(connections, "connections");
        return this;
    }

    /**
     * The administrator's connections, made as they are needed and bounded in time.
     *
     * @param jdbcUrl without a password
     * @param password asked for each connection, so that it can change
     */
    public PostgresProviderBuilder admin(String jdbcUrl, String user, Supplier<String> password) {
        return admin(new AdminDataSource(jdbcUrl, user, password));
    }

    /** Roles that may be handed out, by their exact names. */
    public PostgresProviderBuilder allowRoles(String... names) {
        roles.addAll(Arrays.asList(names));
        return this;
    }

    /**
     * Roles that may be handed out besides, by the beginning of their comments. Whoever may comment on a role then
     * decides; without this, the listed names alone do.
     */
    public PostgresProviderBuilder allowRolesWhoseCommentBegins(String start) {
        this.comment = Objects.requireNonNull(start, "start");
        return this;
    }

    /**
     * Begins the name of every role that the provider makes: at most 24 lower case letters, digits and {@code _}, ending
     * in {@code _}, and not beginning with {@code pg_}. Two installations that use one server need two prefixes: each ends what bears its own prefix and is
     * not in its own records.
     */
    public PostgresProviderBuilder prefix(String text) {
        this.prefix = Objects.requireNonNull(text, "text");
        return this;
    }

    /** Where holders of issued logins reach the server, and the database that they are led to. */
    public PostgresProviderBuilder endpoint(String toHost, int toPort, String toDatabase) {
        this.host = Objects.requireNonNull(toHost, "toHost");
        this.port = toPort;
        this.database = Objects.requireNonNull(toDatabase, "toDatabase");
        return this;
    }

    /** Further databases that an entitlement may name. */
    public PostgresProviderBuilder databases(String... names) {
        databases.addAll(Arrays.asList(names));
        return this;
    }

    /** How many connections an issued login may have at once: 1 to 1000; 5 unless set. */
    public PostgresProviderBuilder connectionLimit(int limit) {
        this.connections = limit;
        return this;
    }

    /**
     * The login of an identity that has no attribute {@value #LOGIN_ATTRIBUTE}; none unless set. No network. The name is
     * looked up at the server, and the oid found is kept.
     */
    public PostgresProviderBuilder loginOf(Function<Identity, Optional<String>> identity) {
        this.mapping = Objects.requireNonNull(identity, "identity");
        return this;
    }

    /** As {@link #loginOf}, with what stands before the {@code @} in mail addresses of this domain, in lower case. */
    public PostgresProviderBuilder loginFromMail(String domain) {
        String end = "@" + domain.toLowerCase(Locale.ROOT);
        return loginOf(identity -> identity.email()
                .map(mail -> mail.toLowerCase(Locale.ROOT))
                .filter(mail -> mail.endsWith(end) && mail.indexOf('@') == mail.length() - end.length())
                .map(mail -> mail.substring(0, mail.length() - end.length()))
                .filter(name -> !name.isEmpty()));
    }

    /**
     * Makes the provider. No network.
     *
     * @throws IllegalArgumentException with everything that is missing or wrong
     */
    public PostgresProvider build() {
        List<String> problems = new ArrayList<>();
        require(admin != null, "admin is missing", problems);
        require(prefix != null && PREFIX.matcher(prefix).matches(), "prefix must match " + PREFIX, problems);
        require(
                host != null && !host.isBlank() && port > 0 && port < 65536,
                "endpoint needs a host and a port of 1 to 65535",
                problems);
        require(connections > 0 && connections <= 1000, "connectionLimit must be 1 to 1000", problems);
        require(!roles.isEmpty() || comment != null, "no role may be handed out", problems);
        require(comment == null || !comment.isBlank(), "the beginning of comments must not be blank", problems);
        if (database != null) {
            databases.add(database);
        }
        databases.forEach(name -> nameProblem("database", name, problems));
        roles.forEach(name -> nameProblem("role", name, problems));
        if (prefix != null && problems.isEmpty()) {
            RoleRules listed = rules();
            roles.forEach(name ->
                    listed.problem(name).ifPresent(problem -> problems.add("the role " + name + " " + problem)));
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", problems));
        }
        return new PostgresProvider(this);
    }

    ProviderId id() {
        return id;
    }

    DataSource admin() {
        return Objects.requireNonNull(admin);
    }

    Marks marks() {
        return new Marks(Objects.requireNonNull(prefix));
    }

    RoleRules rules() {
        return new RoleRules(roles, Optional.ofNullable(comment), marks());
    }

    Endpoint endpoint() {
        return new Endpoint(Objects.requireNonNull(host), port, Objects.requireNonNull(database), databases);
    }

    int connectionLimit() {
        return connections;
    }

    Function<Identity, Optional<String>> loginOf() {
        Function<Identity, Optional<String>> otherwise = mapping;
        return identity -> {
            String named = identity.attributes().get(LOGIN_ATTRIBUTE);
            return named == null ? otherwise.apply(identity) : Optional.of(named);
        };
    }

    private static void require(boolean holds, String otherwise, List<String> problems) {
        if (!holds) {
            problems.add(otherwise);
        }
    }

    private static void nameProblem(String what, String name, List<String> problems) {
        Sql.nameProblem(name).ifPresent(problem -> problems.add("the " + what + " " + name + " " + problem));
    }
}
