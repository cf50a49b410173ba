package io.jitaccess.aws;

import io.jitaccess.entitlement.PrincipalId;
import io.jitaccess.spi.SessionEnder.SessionEnding;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.policybuilder.iam.IamConditionOperator;
import software.amazon.awssdk.policybuilder.iam.IamEffect;
import software.amazon.awssdk.policybuilder.iam.IamPolicy;
import software.amazon.awssdk.policybuilder.iam.IamStatement;
import software.amazon.awssdk.services.iam.model.LimitExceededException;

/**
 * Ends sessions of roles of the library's own account: one inline policy on each role denies everything to the sessions
 * that it names. An entry is dropped once its session has ended by itself. Two nodes that write at once may lose an
 * entry; each reads back what it wrote and says so if it is not there, and then it is tried again.
 */
final class EndedSessions {

    private static final String USER_ID = "aws:userid";
    private static final String UNTIL = "until";
    private static final long HOUR = Duration.ofHours(1).toSeconds();

    private final AwsClients aws;
    private final Settings settings;

    EndedSessions(AwsClients aws, Settings settings) {
        this.aws = aws;
        this.settings = settings;
    }

    synchronized SessionEnding end(String role, String session) {
        Instant latest = settings.clock().instant().plus(settings.longestSession());
        SessionEnding notPossible = new SessionEnding.NotPossible(
                Optional.of(latest), "the session ends by itself at the end of the grant, or earlier");
        Optional<IamHolder> holder = IamHolder.of(new PrincipalId(role));
        if (!settings.endsSessions() || holder.isEmpty()) {
            return notPossible;
        }
        try {
            if (!aws.sts().getCallerIdentity().account().equals(holder.get().account())) {
                return notPossible;
            }
            String name = settings.mark() + "-ended-sessions";
            // what aws:userid is for a session: the role's id, a colon and the session's name
            String entry = "*:" + session;
            Map<Long, Set<String>> entries = read(holder.get().read(aws.iam(), name));
            if (entries.values().stream().noneMatch(sessions -> sessions.contains(entry))) {
                long hour = (latest.getEpochSecond() / HOUR + 1) * HOUR;
                entries.computeIfAbsent(hour, key -> new TreeSet<>()).add(entry);
                holder.get().write(aws.iam(), name, written(entries));
                if (read(holder.get().read(aws.iam(), name)).values().stream()
                        .noneMatch(sessions -> sessions.contains(entry))) {
                    return new SessionEnding.Failed("the role's policy does not show the session yet");
                }
            }
            return new SessionEnding.Ended(1);
        } catch (LimitExceededException e) {
            return notPossible;
        } catch (SdkException e) {
            return new SessionEnding.Failed(Failure.say(e));
        }
    }

    /** Sessions by the second from which on their entries are not needed any more; none that has passed. */
    private Map<Long, Set<String>> read(Optional<String> document) {
        Map<Long, Set<String>> entries = new TreeMap<>();
        long now = settings.clock().instant().getEpochSecond();
        List<IamStatement> statements =
                document.map(text -> IamPolicy.fromJson(text).statements()).orElse(List.of());
        for (IamStatement statement : statements) {
            long until = Long.parseLong(statement.sid().substring(UNTIL.length()));
            if (until > now) {
                statement
                        .conditions()
                        .forEach(condition -> entries.computeIfAbsent(until, key -> new TreeSet<>())
                                .add(condition.value()));
            }
        }
        return entries;
    }

    private static String written(Map<Long, Set<String>> entries) {
        List<IamStatement> statements = new ArrayList<>();
        entries.forEach((until, sessions) -> {
            IamStatement.Builder statement = IamStatement.builder()
                    .sid(UNTIL + until)
                    .effect(IamEffect.DENY)
                    .addAction("*")
                    .addResource("*");
            sessions.forEach(session -> statement.addCondition(IamConditionOperator.STRING_LIKE, USER_ID, session));
            statements.add(statement.build());
        });
        return IamPolicy.builder().statements(statements).build().toJson();
    }
}
