package io.jitaccess.aws;

import io.jitaccess.testkit.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * STS. To the library itself it is a session of the role {@code jit-library}, whose ARN carries no path (IAM guide,
 * identifiers). Rules of AssumeRole (API reference, as in botocore's model 1.43.11): 900 seconds to the role's longest
 * session, here an hour; name and source identity of 2 to 64 characters; a session policy of 2,048 characters; a role
 * that is not there looks like one that may not be assumed. Without a duration it is an hour (there). The sign-in gives a
 * token for a session that is there, but for one that a role asked for with a duration (IAM guide, custom federation
 * broker). All secrets are canaries.
 */
final class FakeSts implements FakeAws.Service {

    static final String CANARY = "canary-of-a-session";

    private static final String NAME = "[\\w+=,.@-]{2,64}";
    private static final int LONGEST = 3_600;

    record Session(
            String key,
            String token,
            String role,
            String name,
            String sourceIdentity,
            String policy,
            Instant expires,
            boolean timed) {}

    final List<Session> sessions = new ArrayList<>();
    boolean signInRefuses;
    int longest = LONGEST;
    private final TestClock clock;
    private final FakeIam iam;

    FakeSts(TestClock clock, FakeIam iam) {
        this.clock = clock;
        this.iam = iam;
    }

    Optional<Session> byKey(String key) {
        return sessions.stream().filter(each -> each.key().equals(key)).findFirst();
    }

    /** What the sign-in answers, which is no service of its own. */
    Object signIn(Map<String, String> query) {
        JsonNode session = FakeAws.JSON.readTree(query.getOrDefault("Session", "{}"));
        Session known = byKey(session.path("sessionId").asString(""))
                .filter(each -> each.token().equals(session.path("sessionToken").asString("")))
                .filter(each -> !signInRefuses && !each.timed() && clock.now().isBefore(each.expires()))
                .orElseThrow(() -> new AwsFault(400, "InvalidSession", "invalid session"));
        if (!query.getOrDefault("Action", "").equals("getSigninToken") || query.containsKey("SessionDuration")) {
            throw new AwsFault(400, "InvalidAction", "the session's own duration is to be the console's");
        }
        return Map.of("SigninToken", CANARY + "-sign-in+" + known.key());
    }

    @Override
    public Object answer(String operation, JsonNode request) {
        return switch (operation) {
            case "AssumeRole" -> assume(request);
            case "GetCallerIdentity" ->
                Map.of(
                        "Arn",
                        "arn:aws:sts::" + FakeIam.ACCOUNT + ":assumed-role/jit-library/i-0123",
                        "UserId",
                        "AROA:i-0123",
                        "Account",
                        FakeIam.ACCOUNT);
            default -> throw new AwsFault(400, "InvalidAction", operation);
        };
    }

    private Object assume(JsonNode request) {
        String arn = FakeIam.text(request, "RoleArn");
        if (iam.roles.stream().map(FakeIam::roleArn).noneMatch(arn::equals)) {
            throw new AwsFault(403, "AccessDenied", "not authorized to perform: sts:AssumeRole on resource: " + arn);
        }
        String duration = FakeIam.text(request, "DurationSeconds");
        int seconds = duration.isEmpty() ? LONGEST : Integer.parseInt(duration);
        String name = FakeIam.text(request, "RoleSessionName");
        String source = FakeIam.text(request, "SourceIdentity");
        String policy = FakeIam.text(request, "Policy");
        if (seconds < 900 || seconds > longest || !name.matches(NAME) || !source.matches(NAME)) {
            throw new AwsFault(400, "ValidationError", "The requested DurationSeconds, name or source is not valid");
        }
        if (policy.length() > 2_048) {
            throw new AwsFault(400, "PackedPolicyTooLarge", "the policy is too large");
        }
        try {
            FakeAws.JSON.readTree(policy);
        } catch (JacksonException e) {
            throw new AwsFault(400, "MalformedPolicyDocument", "Syntax errors in policy.");
        }
        String id = UUID.randomUUID().toString();
        Instant expires = clock.now().plus(Duration.ofSeconds(seconds));
        sessions.add(new Session(
                "ASIA" + id, CANARY + "-token-" + id, arn, name, source, policy, expires, !duration.isEmpty()));
        return Map.of(
                "Credentials",
                Map.of(
                        "AccessKeyId", "ASIA" + id,
                        "SecretAccessKey", CANARY + "-secret-" + id,
                        "SessionToken", CANARY + "-token-" + id,
                        "Expiration", expires),
                "AssumedRoleUser",
                Map.of(
                        "AssumedRoleId",
                        "AROA" + arn.substring(arn.lastIndexOf('/') + 1) + ":" + name,
                        "Arn",
                        "arn:aws:sts::" + FakeIam.ACCOUNT + ":assumed-role/" + arn.substring(arn.lastIndexOf('/') + 1)
                                + "/" + name),
                "SourceIdentity",
                source);
    }

    @Override
    public void notice() {
        // shows nothing that changes
    }

    @Override
    public void lag(Duration behind) {
        // shows nothing that changes
    }
}
