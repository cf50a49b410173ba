package io.jitaccess.aws;

import io.jitaccess.spi.AccessRef;
import io.jitaccess.testkit.provider.ProviderTruth;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;

/** The fake's own memory. */
final class FakeTruth implements ProviderTruth {

    private static final InForce PLAIN = new InForce(Optional.empty(), Optional.empty());

    private final FakeAws aws;
    private final PolicyTruth policies;

    FakeTruth(FakeAws aws) {
        this.aws = aws;
        this.policies = new PolicyTruth(aws);
    }

    @Override
    public List<InForce> inForce(AccessRef access) {
        return aws.quietly(() -> switch (access.entitlement().kind().value()) {
            case "group-membership" ->
                aws.store.membership(group(access), user(access)).isPresent() ? List.of(PLAIN) : List.of();
            case "account-assignment" ->
                aws.sso.assignments().contains(assignment(access)) ? List.of(PLAIN) : List.of();
            case "iam-group-membership" -> members(access).contains(user(access)) ? List.of(PLAIN) : List.of();
            case "iam-policy" -> policies.inForce(access);
            default -> throw new AssertionError(access);
        });
    }

    @Override
    public void outsiderAdds(AccessRef access, Optional<Instant> until) {
        aws.quietly(() -> {
            switch (access.entitlement().kind().value()) {
                case "group-membership" -> aws.store.add(group(access), user(access));
                case "account-assignment" -> aws.sso.assignments().add(assignment(access));
                case "iam-group-membership" -> members(access).add(user(access));
                case "iam-policy" -> policies.outsiderAdds(access, until);
                default -> throw new AssertionError(access);
            }
            return true;
        });
    }

    @Override
    public void outsiderRemoves(AccessRef access) {
        aws.quietly(() -> {
            switch (access.entitlement().kind().value()) {
                case "group-membership" ->
                    aws.store.memberships.removeIf(
                            each -> each.group().equals(group(access).toLowerCase(Locale.ROOT))
                                    && each.user().equals(user(access)));
                case "account-assignment" -> aws.sso.remove(assignment(access));
                case "iam-group-membership" -> members(access).remove(user(access));
                case "iam-policy" -> policies.outsiderRemoves(access);
                default -> throw new AssertionError(access);
            }
            return true;
        });
    }

    private java.util.Set<String> members(AccessRef access) {
        return aws.iam.groups.getOrDefault(group(access), new TreeSet<>());
    }

    private static FakeSsoAdmin.Assignment assignment(AccessRef access) {
        return new FakeSsoAdmin.Assignment(
                access.entitlement().attribute("account").orElse(""),
                access.entitlement().attribute("permission-set").orElse(""),
                user(access));
    }

    private static String group(AccessRef access) {
        return access.entitlement().attribute("group").orElse("");
    }

    private static String user(AccessRef access) {
        return access.principal().value();
    }
}
