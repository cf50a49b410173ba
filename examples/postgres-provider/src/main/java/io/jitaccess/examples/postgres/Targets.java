package io.jitaccess.examples.postgres;

import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.entitlement.EntitlementKind;
import io.jitaccess.entitlement.ProviderId;
import io.jitaccess.entitlement.TargetKey;
import io.jitaccess.problem.Problem;
import io.jitaccess.problem.Problems;
import io.jitaccess.spi.KindDescriptor;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What can be said about entitlements of one kind from their values alone. */
final class Targets {

    static final String ROLE = "role";
    static final String DATABASE = "database";

    private final ProviderId provider;
    private final KindDescriptor kind;
    private final RoleRules rules;
    private final Set<String> databases;

    Targets(ProviderId provider, KindDescriptor kind, RoleRules rules, Set<String> databases) {
        this.provider = provider;
        this.kind = kind;
        this.rules = rules;
        this.databases = Set.copyOf(databases);
    }

    List<Problem> validate(Entitlement entitlement) {
        Problems problems = new Problems();
        if (!entitlement.provider().equals(provider)) {
            problems.add("provider", "wrong", "is not " + provider);
        }
        if (!entitlement.kind().equals(kind.kind())) {
            problems.add("kind", "wrong", "is not " + kind.kind());
        }
        entitlement.attributes().forEach((name, value) -> {
            if (kind.attributes().stream()
                    .noneMatch(attribute -> attribute.name().equals(name))) {
                problems.add("attributes." + name, "unknown", "is no attribute of " + kind.kind());
            } else if (name.equals(ROLE)) {
                rules.problem(value).ifPresent(text -> problems.add("attributes.role", "not-allowed", text));
            } else if (!databases.contains(value)) {
                problems.add("attributes." + name, "not-allowed", "is not a database that this provider knows");
            }
        });
        if (entitlement.attribute(ROLE).isEmpty()) {
            problems.add("attributes.role", "required", "is missing");
        }
        return problems.list();
    }

    /** Roles and databases are told apart by the quotes, whatever their names hold. */
    TargetKey key(Entitlement entitlement) {
        String role = kind.kind() + ":" + Sql.name(role(entitlement));
        return new TargetKey(entitlement
                .attribute(DATABASE)
                .map(name -> role + "@" + Sql.name(name))
                .orElse(role));
    }

    boolean covers(Entitlement eligible, Entitlement asked) {
        Optional<String> database = eligible.attribute(DATABASE);
        return validate(eligible).isEmpty()
                && validate(asked).isEmpty()
                && role(eligible).equals(role(asked))
                && (database.isEmpty() || database.equals(asked.attribute(DATABASE)));
    }

    /** The entitlement that a row of the catalog amounts to; empty if its name cannot be an attribute. */
    Optional<Entitlement> entitlement(String role, Optional<String> database) {
        TreeMap<String, String> attributes = new TreeMap<>();
        attributes.put(ROLE, role);
        database.ifPresent(name -> attributes.put(DATABASE, name));
        try {
            return Optional.of(new Entitlement(provider, kind.kind(), attributes));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    EntitlementKind kind() {
        return kind.kind();
    }

    static String role(Entitlement entitlement) {
        return entitlement
                .attribute(ROLE)
                .orElseThrow(() -> new IllegalArgumentException("the entitlement names no role"));
    }
}
