package io.jitaccess.azure;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Judges conditions by their meaning, as "Azure role assignment condition format and syntax" (2.0) defines it, as far as
 * conditions on the time need: the operators, actions with wildcards, suboperations, and the time.
 */
final class Abac {

    private static final Pattern TOKEN = Pattern.compile("\\s*(?:(\\()|(\\))|(!(?!=)|NOT\\b)|(&&|AND\\b)|(\\|\\||OR\\b)"
            + "|(Sub[Oo]perationMatches|ActionMatches)\\s*\\{\\s*'([^']*)'\\s*\\}"
            + "|@Environment\\[UtcNow\\]\\s+(DateTimeLessThan|DateTimeGreaterThan)\\s+'([^']*)')");

    private record Token(String kind, String value) {}

    private final List<Token> tokens = new ArrayList<>();
    private final String action;
    private final String suboperation;
    private final Instant now;
    private int at;

    private Abac(String condition, String action, String suboperation, Instant now) {
        this.action = action;
        this.suboperation = suboperation;
        this.now = now;
        Matcher matcher = TOKEN.matcher(condition.strip());
        int end = 0;
        while (end < condition.strip().length()) {
            if (!matcher.find(end) || matcher.start() != end) {
                throw new FakeAzure.Refusal(400, "InvalidCondition", "The condition cannot be read at " + end);
            }
            tokens.add(token(matcher));
            end = matcher.end();
        }
    }

    private static Token token(Matcher matcher) {
        if (matcher.group(6) != null) {
            return new Token(matcher.group(6).equalsIgnoreCase("ActionMatches") ? "action" : "sub", matcher.group(7));
        }
        if (matcher.group(8) != null) {
            return new Token(matcher.group(8).equals("DateTimeLessThan") ? "before" : "after", matcher.group(9));
        }
        for (String[] each : new String[][] {{"1", "("}, {"2", ")"}, {"3", "!"}, {"4", "and"}, {"5", "or"}}) {
            if (matcher.group(Integer.parseInt(each[0])) != null) {
                return new Token(each[1], "");
            }
        }
        throw new AssertionError(matcher.group());
    }

    static void check(String condition) {
        allows(condition, "", "", Instant.EPOCH);
    }

    /** Whether a data action is allowed at that time. */
    static boolean allows(String condition, String action, String suboperation, Instant now) {
        if (condition.isBlank()) {
            return true;
        }
        Abac abac = new Abac(condition, action, suboperation, now);
        boolean value = abac.or();
        if (abac.at != abac.tokens.size()) {
            throw new FakeAzure.Refusal(400, "InvalidCondition", "The condition goes on after its end");
        }
        return value;
    }

    private boolean or() {
        boolean value = and();
        while (is("or")) {
            boolean right = and();
            value = value || right;
        }
        return value;
    }

    private boolean and() {
        boolean value = not();
        while (is("and")) {
            boolean right = not();
            value = value && right;
        }
        return value;
    }

    private boolean not() {
        if (is("!")) {
            return !not();
        }
        if (is("(")) {
            boolean value = or();
            if (!is(")")) {
                throw new FakeAzure.Refusal(400, "InvalidCondition", "A parenthesis is missing");
            }
            return value;
        }
        if (at == tokens.size()) {
            throw new FakeAzure.Refusal(400, "InvalidCondition", "The condition ends early");
        }
        Token token = tokens.get(at++);
        return switch (token.kind()) {
            case "action" -> action.matches("(?i)\\Q" + token.value().replace("*", "\\E.*\\Q") + "\\E");
            case "sub" -> token.value().equalsIgnoreCase(suboperation);
            case "before" -> now.isBefore(Instant.parse(token.value()));
            case "after" -> now.isAfter(Instant.parse(token.value()));
            default -> throw new FakeAzure.Refusal(400, "InvalidCondition", "A " + token.kind() + " is misplaced");
        };
    }

    private boolean is(String kind) {
        boolean is = at < tokens.size() && tokens.get(at).kind().equals(kind);
        at += is ? 1 : 0;
        return is;
    }
}
