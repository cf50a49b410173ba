package io.jitaccess.aws;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * AWS Organizations, with the accounts of Identity Center. Rules: a missing account is {@code AccountNotFoundException},
 * and where no organization is in use that is {@code AWSOrganizationsNotInUseException} (API reference, as in botocore's
 * model 1.43.11).
 */
final class FakeOrganizations implements FakeAws.Service {

    static final String TARGET = "AWSOrganizationsV20161128";

    /** Of accounts that are not active. */
    final Map<String, String> states = new LinkedHashMap<>();

    Optional<AwsFault> refuses = Optional.empty();

    private final FakeSsoAdmin sso;

    FakeOrganizations(FakeSsoAdmin sso) {
        this.sso = sso;
    }

    @Override
    public Object answer(String operation, JsonNode request) {
        if (!operation.equals("DescribeAccount")) {
            throw new AwsFault(400, "UnknownOperationException", operation);
        }
        if (refuses.isPresent()) {
            throw refuses.get();
        }
        String number = request.path("AccountId").asString("");
        if (!sso.accounts.contains(number)) {
            throw new AwsFault(400, "AccountNotFoundException", "You specified an account that doesn't exist.");
        }
        return Map.of("Account", Map.of("Id", number, "State", states.getOrDefault(number, "ACTIVE")));
    }

    @Override
    public void notice() {
        // shows nothing that changes
    }

    @Override
    public void lag(Duration behind) {
        // shows nothing that changes
    }
}
