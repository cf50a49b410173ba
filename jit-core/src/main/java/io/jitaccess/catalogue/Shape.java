package io.jitaccess.catalogue;

import java.util.List;

/** The objects of the file format and the fields that each knows; the published schema has the same. */
enum Shape {
    CATALOGUE("version", "policies", "eligibilities"),
    POLICY("id", "rules"),
    RULE("name", "when", "automatic", "denied", "stages", "lapseAfter"),
    AUTOMATIC("upTo"),
    STAGE("name", "approvers", "quorum", "denials", "remindAfter", "escalation"),
    APPROVERS("users", "groups", "manager", "entitlementAttributes"),
    ESCALATION("after", "to"),
    CONDITION(
            "always",
            "all",
            "any",
            "not",
            "durationAtMost",
            "entitlementIs",
            "beneficiaryIs",
            "beneficiaryInGroup",
            "startsDuring",
            "riskAtMost",
            "reasonMatches",
            "ticketVerified"),
    ENTITLEMENT_IS("provider", "kind", "attributes"),
    STARTS_DURING("days", "from", "to", "zone"),
    ELIGIBILITY(
            "id",
            "name",
            "description",
            "who",
            "onBehalf",
            "entitlements",
            "duration",
            "policy",
            "reason",
            "ticketRequired",
            "bundle",
            "furthestStart",
            "endsWhenLost",
            "attributes"),
    WHO("users", "groups", "kinds"),
    ENTITLEMENT("provider", "kind", "attributes"),
    DURATION("shortest", "longest", "longestTotal"),
    REASON("required", "pattern", "hint");

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of, which the checker cannot see
    private final List<String> fields;

    Shape(String... fields) {
        this.fields = List.of(fields);
    }

    List<String> fields() {
        return fields;
    }
}
