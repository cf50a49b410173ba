package io.jitaccess.aws;

import java.util.Map;
import tools.jackson.databind.JsonNode;

/** STS, to the library itself a session of the role {@code jit-library}: its ARN carries no path (IAM identifiers). */
final class FakeSts implements FakeAws.Service {

    @Override
    public Object answer(String operation, JsonNode request) {
        if (operation.equals("GetCallerIdentity")) {
            return Map.of(
                    "Arn",
                    "arn:aws:sts::" + FakeIam.ACCOUNT + ":assumed-role/jit-library/i-0123",
                    "UserId",
                    "AROA:i-0123",
                    "Account",
                    FakeIam.ACCOUNT);
        }
        throw new AwsFault(400, "InvalidAction", operation);
    }
}
