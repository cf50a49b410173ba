package io.jitaccess;

import io.jitaccess.eligibility.DurationLimits;
import io.jitaccess.eligibility.Eligibility;
import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.grant.Grant;
import io.jitaccess.internal.Text;
import io.jitaccess.problem.Problem;
import io.jitaccess.problem.Problems;
import io.jitaccess.request.AccessRequest;
import io.jitaccess.request.RequestDraft;
import io.jitaccess.spi.KindDescriptor;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** The limits that every ask has to keep: all that it breaks are reported at once. */
final class AskLimits {

    /** The longest key of a ticket, and of asking once, in characters. */
    static final int LONGEST_KEY = 200;

    private final Providers providers;
    private final Rulebook rulebook;

    AskLimits(Providers providers, Rulebook rulebook) {
        this.providers = providers;
        this.rulebook = rulebook;
    }

    /** Adds every problem, and answers with the start of the window. */
    Instant check(Ask ask, Eligibility eligibility, List<Entitlement> entitlements, Problems problems) {
        RequestDraft draft = ask.draft();
        boolean lengthOk = duration(ask, eligibility, entitlements, problems);
        reason(draft, eligibility, problems);
        ticket(draft, eligibility, problems);
        text(
                () -> draft.idempotencyKey().ifPresent(key -> Text.line(key, "idempotencyKey", LONGEST_KEY)),
                "idempotencyKey",
                problems);
        entitlements(eligibility, draft.entitlements(), problems);
        Instant startsAt = start(ask, eligibility, problems);
        if (lengthOk && ask.extending().isPresent()) {
            extension(ask, eligibility, ask.extending().get(), problems);
        }
        return startsAt;
    }

    private boolean duration(Ask ask, Eligibility eligibility, List<Entitlement> entitlements, Problems problems) {
        Duration asked = ask.draft().duration();
        if (asked.isNegative() || asked.isZero()) {
            problems.add("duration", "not-positive", "the duration must be above zero");
            return false;
        }
        if (asked.compareTo(DurationLimits.LONGEST_EVER) > 0) {
            problems.add(
                    "duration",
                    "too-long",
                    "the duration must be at most " + eligibility.duration().longest());
            return false;
        }
        if (asked.toNanosPart() != 0) {
            problems.add("duration", "not-whole-seconds", "the duration must be whole seconds");
            return false;
        }
        boolean extends_ = ask.extending().isPresent();
        Duration shortest =
                extends_ ? Duration.ofSeconds(1) : eligibility.duration().shortest();
        Duration longest = eligibility.duration().longest();
        if (!extends_) {
            for (Entitlement entitlement : entitlements) {
                Optional<KindDescriptor> kind = providers.kind(entitlement);
                if (kind.isPresent()) {
                    shortest = kind.get().shortestGrant().compareTo(shortest) > 0
                            ? kind.get().shortestGrant()
                            : shortest;
                    longest = kind.get().longest().compareTo(longest) < 0
                            ? kind.get().longest()
                            : longest;
                }
            }
        }
        if (asked.compareTo(shortest) < 0) {
            problems.add("duration", "too-short", "the duration must be at least " + shortest);
            return false;
        }
        if (asked.compareTo(longest) > 0) {
            problems.add("duration", "too-long", "the duration must be at most " + longest);
            return false;
        }
        return true;
    }

    private static void extension(Ask ask, Eligibility eligibility, Grant grant, Problems problems) {
        Duration life = Duration.between(grant.startsAt(), grant.endsAt())
                .plus(ask.draft().duration());
        Instant end = grant.endsAt().plus(ask.draft().duration());
        if (life.compareTo(eligibility.duration().longestTotal()) > 0 || end.isAfter(grant.latestEnd())) {
            Duration left = Duration.between(
                    grant.endsAt(),
                    earlier(
                            grant.latestEnd(),
                            grant.startsAt().plus(eligibility.duration().longestTotal())));
            problems.add(
                    "duration",
                    "total-too-long",
                    left.isNegative() || left.isZero()
                            ? "the grant cannot be lengthened any more"
                            : "the grant can be lengthened by at most " + left);
        }
    }

    private static void reason(RequestDraft draft, Eligibility eligibility, Problems problems) {
        text(() -> Text.paragraph(draft.reason(), "reason", AccessRequest.LONGEST_REASON), "reason", problems);
        if (draft.reason().isBlank()) {
            if (eligibility.reason().required()) {
                problems.add("reason", "missing", "a reason is needed" + hint(eligibility));
            }
            return;
        }
        eligibility.reason().pattern().ifPresent(pattern -> {
            boolean matches;
            try {
                matches = draft.reason().length() <= AccessRequest.LONGEST_REASON
                        && BoundedMatcher.matches(pattern, draft.reason());
            } catch (BoundedMatcher.TooManyStepsException e) {
                matches = false;
            }
            if (!matches) {
                problems.add("reason", "no-match", "the reason must match " + pattern.pattern() + hint(eligibility));
            }
        });
    }

    private static String hint(Eligibility eligibility) {
        return eligibility.reason().hint().isEmpty()
                ? ""
                : ": " + eligibility.reason().hint();
    }

    private static void ticket(RequestDraft draft, Eligibility eligibility, Problems problems) {
        draft.ticket().ifPresent(key -> text(() -> Text.line(key, "ticket", LONGEST_KEY), "ticket", problems));
        if (eligibility.ticketRequired() && draft.ticket().isEmpty()) {
            problems.add("ticket", "missing", "a ticket is needed");
        }
    }

    private void entitlements(Eligibility eligibility, List<Entitlement> asked, Problems problems) {
        if (asked.size() > 50) {
            problems.add("entitlements", "too-many", "at most 50 entitlements can be asked for at once");
            return;
        }
        if (new HashSet<>(asked).size() != asked.size()) {
            problems.add("entitlements", "repeated", "each entitlement can be asked for once");
        }
        for (int i = 0; i < asked.size(); i++) {
            Entitlement entitlement = asked.get(i);
            String field = "entitlements[" + i + "]";
            if (providers.kind(entitlement).isEmpty()) {
                problems.add(
                        field,
                        "unknown-kind",
                        "there is no kind " + entitlement.kind() + " of provider " + entitlement.provider());
                continue;
            }
            List<Problem> malformed = providers.get(entitlement.provider()).validate(entitlement);
            malformed.forEach(
                    p -> problems.add(p.field().isEmpty() ? field : field + "." + p.field(), p.code(), p.message()));
            if (malformed.isEmpty() && !rulebook.covered(eligibility, entitlement)) {
                problems.add(field, "not-covered", "the eligibility does not cover " + entitlement);
            }
        }
    }

    private static Instant start(Ask ask, Eligibility eligibility, Problems problems) {
        Instant now = ask.now().truncatedTo(ChronoUnit.SECONDS);
        Optional<Instant> asked = ask.draft().start();
        if (ask.extending().isPresent()) {
            return ask.extending().get().endsAt();
        }
        if (asked.isEmpty()) {
            return now;
        }
        if (asked.get().getNano() != 0) {
            problems.add("start", "not-whole-seconds", "the start must be a whole second");
        }
        if (asked.get().isBefore(now.minus(Duration.ofMinutes(1)))) {
            problems.add("start", "past", "the start must not be in the past");
        }
        if (asked.get().isAfter(now.plus(eligibility.furthestStart()).plus(Duration.ofMinutes(1)))) {
            problems.add("start", "too-far", "the start must be at most " + eligibility.furthestStart() + " from now");
        }
        return asked.get().isAfter(now) ? asked.get() : now;
    }

    /** Whether the text can be a ticket's key or one for asking once: what cannot is asked of nobody. */
    static boolean isKey(String text) {
        try {
            Text.line(text, "key", LONGEST_KEY);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static void text(Runnable check, String field, Problems problems) {
        try {
            check.run();
        } catch (IllegalArgumentException e) {
            problems.add(field, "malformed", String.valueOf(e.getMessage()));
        }
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
