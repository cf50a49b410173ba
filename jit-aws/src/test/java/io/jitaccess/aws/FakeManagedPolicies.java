package io.jitaccess.aws;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * Managed policies of an account. Rules: what is read is URL-encoded, and the listing has no documents (API reference,
 * GetPolicyVersion and ListPolicies); {@code Scope=Local} leaves AWS's own out (there).
 */
final class FakeManagedPolicies {

    /** Documents by name. */
    final Map<String, String> documents = new LinkedHashMap<>();

    Object list(JsonNode request) {
        if (!FakeIam.text(request, "Scope").equals("Local")) {
            throw new AwsFault(400, "InvalidInput", "AWS's own policies are more than anybody asks for");
        }
        return FakeIam.page(
                "Policies",
                request,
                documents.keySet().stream()
                        .map(name -> Map.of(
                                "PolicyName", name, "Path", "/team/", "Arn", arn(name), "DefaultVersionId", "v2"))
                        .toList());
    }

    Object version(JsonNode request) {
        String arn = FakeIam.text(request, "PolicyArn");
        return documents.entrySet().stream()
                .filter(each -> arn(each.getKey()).equals(arn))
                .findFirst()
                .map(each -> Map.of(
                        "PolicyVersion",
                        Map.of(
                                "VersionId",
                                FakeIam.text(request, "VersionId"),
                                "Document",
                                URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))))
                .orElseThrow(() -> FakeIam.missing("The policy cannot be found."));
    }

    private static String arn(String name) {
        return "arn:aws:iam::" + FakeIam.ACCOUNT + ":policy/team/" + name;
    }
}
