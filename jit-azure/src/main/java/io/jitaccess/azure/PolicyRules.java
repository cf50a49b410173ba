package io.jitaccess.azure;

import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Says which rules of a role's settings in Privileged Identity Management refused a request, and what to do. */
final class PolicyRules {

    private static final Pattern RULE = Pattern.compile("\\b[A-Z][A-Za-z]{2,60}Rule\\b");

    private static final Map<String, String> MEANING = Map.of(
            "ExpirationRule", "the time is longer than the settings let an active assignment last",
            "JustificationRule", "the settings ask for a justification",
            "TicketingRule", "the settings ask for a ticket",
            "MfaRule", "the settings ask for multifactor authentication, which a service cannot do",
            "AuthenticationContextRule", "the settings ask for an authentication context, which a service cannot give",
            "ApprovalRule", "the settings ask for an approval of their own");

    private PolicyRules() {}

    static String explain(String code, String message) {
        if (!code.equals("RoleAssignmentRequestPolicyValidationFailed")) {
            return message;
        }
        TreeSet<String> rules = new TreeSet<>();
        Matcher matcher = RULE.matcher(message);
        while (matcher.find()) {
            rules.add(matcher.group());
        }
        String named = rules.stream()
                .map(rule -> rule + " (" + MEANING.getOrDefault(rule, "see the role's settings") + ")")
                .collect(Collectors.joining(", "));
        return "the role's settings in Privileged Identity Management refuse it: "
                + (named.isEmpty() ? message : named);
    }
}
