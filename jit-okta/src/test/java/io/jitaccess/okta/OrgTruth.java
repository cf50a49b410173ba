package io.jitaccess.okta;

import io.jitaccess.okta.FakeRoles.Given;
import io.jitaccess.spi.AccessRef;
import io.jitaccess.testkit.provider.ProviderTruth;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The fake's own memory. */
record OrgTruth(FakeOkta okta) implements ProviderTruth {

    private static final InForce PLAIN = new InForce(Optional.empty(), Optional.empty());

    @Override
    public List<InForce> inForce(AccessRef access) {
        return isHeld(access) ? List.of(PLAIN) : List.of();
    }

    boolean isHeld(AccessRef access) {
        return okta.quietly(() -> switch (access.entitlement().kind().value()) {
            case "group-membership" -> okta.org.groups.isMember(of(access, "group"), user(access));
            case "app-assignment" ->
                okta.org
                        .apps
                        .find(of(access, "app"))
                        .filter(app -> app.scopes.containsKey(user(access)))
                        .isPresent();
            default -> okta.org.roles.of(user(access)).stream().anyMatch(given -> given.isSame(role(access)));
        });
    }

    @Override
    public void outsiderAdds(AccessRef access, Optional<Instant> until) {
        okta.quietly(() -> {
            switch (access.entitlement().kind().value()) {
                case "group-membership" -> okta.org.groups.set(of(access, "group"), user(access), true);
                case "app-assignment" ->
                    okta.org.apps.find(of(access, "app")).orElseThrow().scopes.put(user(access), "USER");
                default -> {
                    Given given = role(access);
                    if (!isHeld(access)) {
                        okta.org.roles.give(user(access), given.type(), given.role(), given.set(), "USER");
                    }
                }
            }
            return true;
        });
    }

    @Override
    public void outsiderRemoves(AccessRef access) {
        okta.quietly(() -> {
            switch (access.entitlement().kind().value()) {
                case "group-membership" -> {
                    if (isHeld(access)) {
                        okta.org.groups.set(of(access, "group"), user(access), false);
                    }
                }
                case "app-assignment" ->
                    okta.org.apps.find(of(access, "app")).ifPresent(app -> app.scopes.remove(user(access)));
                default -> okta.org.roles.of(user(access)).removeIf(given -> given.isSame(role(access)));
            }
            return true;
        });
    }

    private static Given role(AccessRef access) {
        String role = of(access, "role");
        String set = of(access, "resource-set");
        return set.isEmpty() ? new Given("", role, "", "", "USER") : new Given("", "CUSTOM", role, set, "USER");
    }

    private static String of(AccessRef access, String attribute) {
        return access.entitlement().attribute(attribute).orElse("");
    }

    private static String user(AccessRef access) {
        return access.principal().value();
    }
}
