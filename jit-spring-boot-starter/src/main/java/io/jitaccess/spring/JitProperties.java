package io.jitaccess.spring;

import io.jitaccess.Settings;
import io.jitaccess.audit.AuditAction;
import io.jitaccess.identity.GroupId;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.Errors;
import org.springframework.validation.Validator;

/**
 * What {@code jit.*} says. Every value out of range is named, with its property, when the application starts.
 *
 * @param enabled whether the starter does anything
 * @param administrators ids of the directory's groups whose members may administrate; none: nobody may
 * @param auditors ids of the directory's groups whose members may read everything; none: nobody may
 * @param poll how often a node looks for due work that it was not woken for; 100 ms to 1 minute
 * @param lease how long a node may work on a row before others take it over; 1 second to 1 hour
 * @param batch how many rows one node takes at once per provider, 1 to 1000
 * @param concurrency how many calls one node makes at once per provider, 1 to 256
 * @param callsPerSecond how many calls one node makes per provider and second, 1 to 100000
 * @param firstRetry the first pause after a failure; doubled each time; 1 ms to 1 hour
 * @param longestRetry the longest pause between tries, which never stop; first-retry to 1 hour
 * @param overdueAfter how long access may outlive its end before it is an alarm; 1 second to 1 day
 * @param driftEvery how often each kind is compared with what the provider lists; 1 second to 1 day
 * @param recheckEvery how often the eligibility of live grants is checked again; 1 second to 1 day
 * @param warnBefore how long before its end a grant's holder is told, up to 1 day; zero for never
 * @param directoryAge how old a directory answer may be for rights and decisions, up to 15 minutes; zero asks each time
 * @param stopGrace how long a stop waits for calls that run, up to 10 minutes
 * @param eligibilities where eligibilities and policies come from
 * @param directory the directory in a file, for those who have no other
 * @param schema what to do with the database's schema at start
 * @param rest the REST API
 * @param webhook where audit events are posted
 */
@ConfigurationProperties("jit")
public record JitProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue Set<String> administrators,
        @DefaultValue Set<String> auditors,
        @DefaultValue("1s") Duration poll,
        @DefaultValue("90s") Duration lease,
        @DefaultValue("200") int batch,
        @DefaultValue("8") int concurrency,
        @DefaultValue("100") int callsPerSecond,
        @DefaultValue("1s") Duration firstRetry,
        @DefaultValue("15m") Duration longestRetry,
        @DefaultValue("5m") Duration overdueAfter,
        @DefaultValue("15m") Duration driftEvery,
        @DefaultValue("5m") Duration recheckEvery,
        @DefaultValue("5m") Duration warnBefore,
        @DefaultValue("0s") Duration directoryAge,
        @DefaultValue("20s") Duration stopGrace,
        @DefaultValue Eligibilities eligibilities,
        @DefaultValue Directory directory,
        @DefaultValue Schema schema,
        @DefaultValue Rest rest,
        @DefaultValue Webhook webhook)
        implements Validator {

    /**
     * Where eligibilities and policies come from.
     *
     * @param location a catalogue file, or a folder with files, in YAML or JSON; empty: a bean of type EligibilitySource, or the
     *     API
     */
    public record Eligibilities(@Nullable String location) {}

    /**
     * The directory in a file.
     *
     * @param file the path of the directory file, in YAML or JSON; empty: a bean of type Directory
     */
    public record Directory(@Nullable String file) {}

    /**
     * The database's schema.
     *
     * @param manage what to do with the library's schema at start
     */
    public record Schema(@DefaultValue("apply") Manage manage) {

        /** What to do with the schema at start. */
        public enum Manage {
            /** Create or update it. */
            APPLY,
            /** Fail unless the host's own migrations made it as this version needs it. */
            VERIFY,
            /** Neither make nor check it: what is missing fails when it is first used. */
            NONE
        }
    }

    /**
     * The REST API.
     *
     * @param enabled whether the REST API is mapped, where Spring MVC and a security filter chain are there
     * @param path where the REST API is; begins with a slash and does not end with one
     * @param largestBody the largest body of a call, 1KB to 10MB
     * @param largestCatalogue the largest catalogue that is taken, 1KB to 100MB
     * @param callerClaim the claim that holds the caller's identity id; empty: the name of the authentication
     */
    public record Rest(
            @DefaultValue("true") boolean enabled,
            @DefaultValue("/jit/api") String path,
            @DefaultValue("64KB") DataSize largestBody,
            @DefaultValue("4MB") DataSize largestCatalogue,
            @Nullable String callerClaim) {}

    /**
     * Where audit events are posted.
     *
     * @param url where audit events are posted, with https; empty: nowhere
     * @param secret the key that signs what is posted, so that receivers can tell that it is genuine: whsec_ and Base64
     * @param previousSecret a second key, while receivers change from one to the other
     * @param source says to receivers which installation this is
     * @param actions the audit actions that are posted; empty: all
     * @param timeout how long one delivery may take, 1 ms to 1 minute
     */
    public record Webhook(
            @Nullable String url,
            @Nullable String secret,
            @Nullable String previousSecret,
            @DefaultValue("urn:jitaccess") URI source,
            @DefaultValue Set<AuditAction> actions,
            @DefaultValue("15s") Duration timeout) {

        public Webhook {
            actions = Set.copyOf(actions);
        }

        /** Whether there is one; not where to, because the address may hold a token, and no secret. */
        @Override
        public String toString() {
            return "Webhook[" + (given(url).isPresent() ? "set" : "none") + "]";
        }
    }

    public JitProperties {
        administrators = Set.copyOf(administrators);
        auditors = Set.copyOf(auditors);
    }

    /**
     * The part that tunes the library.
     *
     * @throws IllegalArgumentException for a value out of range
     */
    public Settings settings() {
        return new Settings(
                groups(administrators),
                groups(auditors),
                poll,
                lease,
                batch,
                concurrency,
                callsPerSecond,
                firstRetry,
                longestRetry,
                overdueAfter,
                driftEvery,
                recheckEvery,
                warnBefore,
                directoryAge,
                stopGrace);
    }

    @Override
    public boolean supports(Class<?> type) {
        return type == JitProperties.class;
    }

    @Override
    public void validate(Object target, Errors errors) {
        new PropertyCheck((JitProperties) target, errors).run();
    }

    static Set<GroupId> groups(Set<String> ids) {
        return ids.stream().map(GroupId::new).collect(Collectors.toUnmodifiableSet());
    }

    /** The text, if there is any: an empty property counts as none. */
    static Optional<String> given(@Nullable String text) {
        return Optional.ofNullable(text).filter(given -> !given.isBlank());
    }
}
