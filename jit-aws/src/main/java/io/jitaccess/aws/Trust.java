package io.jitaccess.aws;

import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads whom a role's trust policy lets in, as far as an offer needs it. */
final class Trust {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Trust() {}

    /** Whether it names an account, user or role, and not only services and federations; yes where that is unclear. */
    static boolean admitsAccounts(String document) {
        try {
            JsonNode statements = JSON.readTree(document).path("Statement");
            List<JsonNode> all = statements.isObject() ? List.of(statements) : List.copyOf(statements.values());
            return all.isEmpty() || all.stream().anyMatch(Trust::statementAdmits);
        } catch (JacksonException e) {
            return true;
        }
    }

    private static boolean statementAdmits(JsonNode statement) {
        JsonNode principal = statement.path("Principal");
        return statement.path("Effect").asString("").equals("Allow")
                && (!principal.isObject() || principal.has("AWS") || principal.has("*"));
    }
}
