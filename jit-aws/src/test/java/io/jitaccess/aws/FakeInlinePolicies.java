package io.jitaccess.aws;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Inline policies of users and roles. Rules: putting is an upsert; a missing one is {@code NoSuchEntity} 404; what is
 * read is URL-encoded (moto 5.2.1; API reference, GetUserPolicy); all of a user may have 2,048 characters, of a role
 * 10,240, white space left out, and more is {@code LimitExceeded} 409 (IAM guide, quotas).
 */
final class FakeInlinePolicies {

    /** By ARN, by name. */
    final Map<String, Map<String, String>> documents = new LinkedHashMap<>();

    /** As it is now, not changed any more. */
    Map<String, Map<String, String>> copy() {
        Map<String, Map<String, String>> copy = new LinkedHashMap<>();
        documents.forEach((arn, all) -> copy.put(arn, new LinkedHashMap<>(all)));
        return copy;
    }

    Object get(Map<String, String> documents, String holder, JsonNode request) {
        String name = FakeIam.text(request, "PolicyName");
        String document = documents.get(name);
        if (document == null) {
            throw FakeIam.missing("The policy with name " + name + " cannot be found.");
        }
        return Map.of(
                holder,
                FakeIam.text(request, holder),
                "PolicyName",
                name,
                "PolicyDocument",
                URLEncoder.encode(document, StandardCharsets.UTF_8));
    }

    Object put(String arn, JsonNode request) {
        String document = FakeIam.text(request, "PolicyDocument");
        try {
            FakeAws.JSON.readTree(document);
        } catch (JacksonException e) {
            throw new AwsFault(400, "MalformedPolicyDocument", "Syntax errors in policy.");
        }
        Map<String, String> all = new LinkedHashMap<>(of(arn));
        all.put(FakeIam.text(request, "PolicyName"), document);
        int most = arn.contains(":user/") ? 2_048 : 10_240;
        if (String.join("", all.values()).replaceAll("\\s", "").length() > most) {
            throw new AwsFault(409, "LimitExceeded", "Maximum policy size of " + most + " bytes exceeded");
        }
        documents.put(arn, all);
        return Map.of();
    }

    Object delete(String arn, JsonNode request) {
        if (of(arn).remove(FakeIam.text(request, "PolicyName")) == null) {
            throw FakeIam.missing("The policy cannot be found.");
        }
        return Map.of();
    }

    Object list(Map<String, String> documents, JsonNode request) {
        return FakeIam.page("PolicyNames", request, List.copyOf(documents.keySet()));
    }

    Map<String, String> of(String arn) {
        return documents.computeIfAbsent(arn, key -> new LinkedHashMap<>());
    }
}
