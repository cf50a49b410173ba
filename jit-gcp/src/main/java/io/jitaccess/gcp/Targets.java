package io.jitaccess.gcp;

import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.entitlement.TargetKey;
import io.jitaccess.problem.Problems;
import io.jitaccess.spi.KindDescriptor.Attribute;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What an entitlement to a role names: resource, role, and what narrows it. */
final class Targets {

    static final String RESOURCE = "resource";
    static final String ROLE = "role";
    static final String PREFIX = "prefix";

    static final List<Attribute> ATTRIBUTES = List.of(
            new Attribute(
                    RESOURCE,
                    true,
                    "projects/ID, folders/NUMBER, organizations/NUMBER, serviceAccounts/ADDRESS or buckets/NAME"),
            new Attribute(ROLE, true, "roles/NAME, or a custom role of a project or organization; no basic role"),
            new Attribute(
                    PREFIX,
                    false,
                    "Narrows the role to resources whose names begin so, such as projects/_/buckets/logs/objects/2026/"));

    private static final Pattern ROLE_FORM = Pattern.compile("roles/[A-Za-z0-9_.]{1,100}"
            + "|projects/[a-z][a-z0-9-]{4,28}[a-z0-9]/roles/[A-Za-z0-9_.]{3,64}"
            + "|organizations/[0-9]{1,25}/roles/[A-Za-z0-9_.]{3,64}");
    private static final Pattern CUSTOM = Pattern.compile("((?:projects|organizations)/[^/]+)/roles/.+");
    private static final Pattern PREFIX_FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/:@+=~-]{0,499}");
    private static final Set<String> BASIC = Set.of("roles/owner", "roles/editor", "roles/viewer");

    private final ResourceScope scope;

    Targets(ResourceScope scope) {
        this.scope = scope;
    }

    void problems(Entitlement entitlement, Problems problems) {
        entitlement.attribute(RESOURCE).ifPresent(text -> {
            Optional<Resource> resource = Resource.parse(text);
            if (resource.isEmpty()) {
                problem(
                        problems,
                        RESOURCE,
                        "malformed",
                        "must be projects/ID, folders/NUMBER, organizations/NUMBER, "
                                + "serviceAccounts/ADDRESS or buckets/NAME");
            } else if (!scope.contains(resource.get())) {
                problem(problems, RESOURCE, "not-managed", "is none that this provider may hand out access to");
            }
        });
        entitlement
                .attribute(ROLE)
                .ifPresent(role ->
                        roleProblems(role, entitlement.attribute(RESOURCE).flatMap(Resource::parse), problems));
        entitlement.attribute(PREFIX).ifPresent(prefix -> {
            if (!PREFIX_FORM.matcher(prefix).matches() || prefix.contains("..")) {
                problem(
                        problems,
                        PREFIX,
                        "malformed",
                        "must begin a resource name of letters, digits and . _ / : @ + = ~ -");
            }
        });
    }

    private static void roleProblems(String role, Optional<Resource> on, Problems problems) {
        if (!ROLE_FORM.matcher(role).matches()) {
            problem(problems, ROLE, "malformed", "must be roles/NAME, or a custom role of a project or organization");
        } else if (BASIC.contains(role)) {
            problem(problems, ROLE, "basic-role", "a basic role takes no condition, so it would not end by itself");
        } else if (on.filter(resource -> isElsewhere(role, resource)).isPresent()) {
            problem(
                    problems,
                    ROLE,
                    "role-of-another",
                    "a custom role can be granted only in the project or organization whose role it is");
        }
    }

    /**
     * Whether it is certain without asking that the resource is not in the project or organization whose custom role it
     * is. Which project a bucket is in, and what is in an organization, only Google knows.
     */
    private static boolean isElsewhere(String role, Resource resource) {
        Matcher custom = CUSTOM.matcher(role);
        if (!custom.matches()) {
            return false;
        }
        String owner = custom.group(1);
        if (owner.startsWith(ResourceType.ORGANIZATION.prefix())) {
            return resource.type() == ResourceType.ORGANIZATION && !owner.equals(resource.toString());
        }
        return switch (resource.type()) {
            case PROJECT -> !owner.equals(resource.toString());
            case FOLDER, ORGANIZATION -> true;
            case SERVICE_ACCOUNT ->
                resource.projectOfAccount()
                        .filter(project -> !owner.equals(ResourceType.PROJECT.prefix() + project))
                        .isPresent();
            case BUCKET -> false;
        };
    }

    static TargetKey key(Entitlement entitlement) {
        String resource = entitlement.attribute(RESOURCE).orElse("");
        String text = "iam-binding:"
                + Resource.parse(resource).map(Resource::toString).orElse(resource) + ":"
                + role(entitlement)
                + prefix(entitlement).map(start -> ":" + start).orElse("");
        return Keys.of(text);
    }

    /** The same role on the same resource, and nothing beside what the wider one reaches. */
    static boolean covers(Entitlement wide, Entitlement narrow) {
        return resource(wide).equals(resource(narrow))
                && role(wide).equals(role(narrow))
                && prefix(wide)
                        .map(start -> prefix(narrow)
                                .filter(deeper -> deeper.startsWith(start))
                                .isPresent())
                        .orElse(true);
    }

    /** Of an entitlement without problems. */
    static Resource resource(Entitlement entitlement) {
        return Resource.parse(entitlement.attribute(RESOURCE).orElse(""))
                .orElseThrow(() -> new IllegalArgumentException("the entitlement names no resource"));
    }

    static String role(Entitlement entitlement) {
        return entitlement.attribute(ROLE).orElse("");
    }

    static Optional<String> prefix(Entitlement entitlement) {
        return entitlement.attribute(PREFIX);
    }

    private static void problem(Problems problems, String field, String code, String message) {
        problems.add("attributes." + field, code, message);
    }
}
