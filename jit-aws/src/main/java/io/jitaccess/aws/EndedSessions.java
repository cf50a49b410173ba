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
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.policybuilder.iam.IamConditionOperator;
import software.amazon.awssdk.policybuilder.iam.IamEffect;
import software.amazon.awssdk.policybuilder.iam.IamPolicy;
import software.amazon.awssdk.policybuilder.iam.IamStatement;
import software.amazon.awssdk.services.iam.model.LimitExceededException;

/**
 * Ends sessions of roles of the library's own account, by inline policies on the role that deny everything to the
 * sessions that they name. IAM has no conditional write: of two that write one policy at once, one is lost without a
 * word. So no two ever write the same one: each policy bears the name of its one writer, which knows by itself what is
 * in it, and of the hour in which the last of its sessions has ended. Whoever comes by later deletes it.
 */
final class EndedSessions {

    private static final String USER_ID = "aws:userid";
    private static final long HOUR = Duration.ofHours(1).toSeconds();

    private final AwsClients aws;
    private final Settings settings;
    private final String writer = UUID.randomUUID().toString().substring(0, 8);
    private final Pattern name;

    /** By role and hour. A role's map is used by one thread at a time. */
    private final Map<String, Map<Long, Set<String>>> written = new ConcurrentHashMap<>();

    EndedSessions(AwsClients aws, Settings settings) {
        this.aws = aws;
        this.settings = settings;
        this.name = Pattern.compile(Pattern.quote(settings.mark()) + "-ended-([0-9]{1,9})-[0-9a-f]{8}");
    }

    SessionEnding end(String role, String session) {
        Instant now = settings.clock().instant();
        Instant latest = now.plus(settings.longestSession());
        SessionEnding notPossible = new SessionEnding.NotPossible(
                Optional.of(latest), "the session ends by itself at the end of the grant, or earlier");
        Optional<IamHolder> holder = IamHolder.of(new PrincipalId(role));
        if (!settings.endsSessions() || holder.isEmpty()) {
            return notPossible;
        }
        Map<Long, Set<String>> hours = written.computeIfAbsent(role, key -> new TreeMap<>());
        synchronized (hours) {
            try {
                if (!aws.sts().getCallerIdentity().account().equals(holder.get().account())) {
                    return notPossible;
                }
                return end(holder.get(), hours, session, latest)
                        ? new SessionEnding.Ended(1)
                        : new SessionEnding.Failed("the role's policy does not show the session yet");
            } catch (LimitExceededException e) {
                return notPossible;
            } catch (SdkException e) {
                return new SessionEnding.Failed(Failure.say(e));
            }
        }
    }

    /** @return whether the role shows it */
    private boolean end(IamHolder holder, Map<Long, Set<String>> hours, String session, Instant latest) {
        hours.keySet().removeIf(this::isOver);
        // what aws:userid is for a session: the role's id, a colon and the session's name
        String entry = "*:" + session;
        Optional<Long> known = hours.entrySet().stream()
                .filter(each -> each.getValue().contains(entry))
                .map(Map.Entry::getKey)
                .findFirst();
        if (known.isPresent() && shows(holder, known.get(), entry)) {
            return true;
        }
        long hour = known.orElse(latest.getEpochSecond() / HOUR + 1);
        Set<String> sessions = hours.computeIfAbsent(hour, key -> new TreeSet<>());
        if (sessions.isEmpty()) {
            tidy(holder);
        }
        sessions.add(entry);
        try {
            holder.write(aws.iam(), name(hour), document(sessions));
        } catch (LimitExceededException e) {
            sessions.remove(entry);
            throw e;
        }
        return shows(holder, hour, entry);
    }

    private boolean shows(IamHolder holder, long hour, String entry) {
        return holder.read(aws.iam(), name(hour))
                .filter(text -> IamPolicy.fromJson(text).statements().stream()
                        .flatMap(statement -> statement.conditions().stream())
                        .anyMatch(condition -> condition.value().equals(entry)))
                .isPresent();
    }

    /** Deletes what names only sessions that have ended by themselves, whoever wrote it. */
    private void tidy(IamHolder holder) {
        List<String> over = new ArrayList<>();
        Optional<String> from = Optional.empty();
        do {
            Walk.Part<String> names = holder.names(aws.iam(), from);
            names.entries().stream().filter(this::isOver).forEach(over::add);
            from = names.next();
        } while (from.isPresent());
        over.forEach(each -> holder.delete(aws.iam(), each));
    }

    private boolean isOver(String policy) {
        Matcher matcher = name.matcher(policy);
        return matcher.matches() && isOver(Long.parseLong(matcher.group(1)));
    }

    /** An hour late: a node's clock may be ahead. */
    private boolean isOver(long hour) {
        return (hour + 1) * HOUR < settings.clock().instant().getEpochSecond();
    }

    private String name(long hour) {
        return settings.mark() + "-ended-" + hour + "-" + writer;
    }

    private static String document(Set<String> sessions) {
        IamStatement.Builder statement =
                IamStatement.builder().effect(IamEffect.DENY).addAction("*").addResource("*");
        sessions.forEach(session -> statement.addCondition(IamConditionOperator.STRING_LIKE, USER_ID, session));
        return IamPolicy.builder().addStatement(statement.build()).build().toJson();
    }
}
