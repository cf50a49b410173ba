package io.jitaccess.gcp;

import com.google.api.services.iam.v1.model.QueryGrantableRolesRequest;
import com.google.api.services.iam.v1.model.QueryGrantableRolesResponse;
import com.google.api.services.iam.v1.model.Role;
import com.google.api.services.storage.model.Bucket;
import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.problem.Problems;
import io.jitaccess.spi.EntitlementDiscovery;
import io.jitaccess.spi.EntitlementDiscovery.Discovered;
import io.jitaccess.spi.EntitlementVerifier.Verification;
import io.jitaccess.spi.SelfCheck.MissingRight;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Which roles there are, whether one can be handed out, and whether the library's account can do it. */
final class Roles {

    private static final int PAGE = 1_000;
    private static final Set<String> OUTLIVE = Set.of(
            "iam.serviceAccounts.getAccessToken",
            "iam.serviceAccounts.getOpenIdToken",
            "iam.serviceAccounts.signJwt",
            "iam.serviceAccounts.signBlob",
            "iam.serviceAccounts.implicitDelegation",
            "iam.serviceAccountKeys.create");

    private final Context context;
    private final ResourceWalk walk;
    private final Targets targets;

    Roles(Context context, ResourceWalk walk, Targets targets) {
        this.context = context;
        this.walk = walk;
        this.targets = targets;
    }

    /** One page of one resource's roles at a time. */
    EntitlementDiscovery.Page discover(Optional<String> from) {
        ResourceWalk.Place place = ResourceWalk.Place.parse(from);
        try {
            ResourceWalk.Part part = walk.part(place.part());
            if (place.index() >= part.resources().size()) {
                return new EntitlementDiscovery.Page(
                        List.of(), part.next().map(next -> new ResourceWalk.Place(next, 0, "").text()));
            }
            Resource resource = part.resources().get(place.index());
            QueryGrantableRolesRequest asked = new QueryGrantableRolesRequest()
                    .setFullResourceName(resource.fullName())
                    .setPageSize(PAGE);
            if (!place.inner().isEmpty()) {
                asked.setPageToken(place.inner());
            }
            QueryGrantableRolesResponse found =
                    context.google().iam().roles().queryGrantableRoles(asked).execute();
            List<Role> roles = found.getRoles() == null ? List.of() : found.getRoles();
            String more = found.getNextPageToken() == null ? "" : found.getNextPageToken();
            ResourceWalk.Place next = more.isEmpty()
                    ? new ResourceWalk.Place(place.part(), place.index() + 1, "")
                    : new ResourceWalk.Place(place.part(), place.index(), more);
            boolean last = more.isEmpty()
                    && next.index() >= part.resources().size()
                    && part.next().isEmpty();
            return new EntitlementDiscovery.Page(
                    roles.stream()
                            .limit(PAGE)
                            .flatMap(role -> offer(resource, role).stream())
                            .toList(),
                    last ? Optional.empty() : Optional.of(next.text()));
        } catch (IOException e) {
            throw Failure.of(e).thrown();
        }
    }

    private Optional<Discovered> offer(Resource resource, Role role) {
        Map<String, String> attributes =
                Map.of(Targets.RESOURCE, resource.toString(), Targets.ROLE, String.valueOf(role.getName()));
        Entitlement entitlement = new Entitlement(context.provider(), IamBinding.KIND, new TreeMap<>(attributes));
        Problems problems = new Problems();
        targets.problems(entitlement, problems);
        String title = role.getTitle() == null ? role.getName() : role.getTitle();
        return problems.isEmpty()
                ? Optional.of(new Discovered(entitlement, title + " on " + resource))
                : Optional.empty();
    }

    Verification verify(Entitlement entitlement) {
        Resource resource = Targets.resource(entitlement);
        String name = Targets.role(entitlement);
        Optional<Verification> unseen = unseen(resource);
        if (unseen.isPresent()) {
            return unseen.get();
        }
        try {
            Role role = role(name);
            if (Boolean.TRUE.equals(role.getDeleted()) || "DISABLED".equals(role.getStage())) {
                return new Verification.Unusable("the role " + name + " is deleted or disabled");
            }
            if (resource.type() == ResourceType.BUCKET && !isUniform(resource)) {
                return new Verification.Unusable(
                        "the bucket has no uniform bucket-level access, without which it takes no conditions");
            }
            return new Verification.Usable(warnings(entitlement, role));
        } catch (IOException e) {
            Failure failure = Failure.of(e);
            return failure.meaning() == Failure.Meaning.NOT_FOUND
                    ? new Verification.Unusable("there is no role " + name + ", or no " + resource)
                    : new Verification.Unclear(failure.message());
        }
    }

    /** What is to be said where the resource's policy cannot be read; access is given by writing it. */
    private Optional<Verification> unseen(Resource resource) {
        try {
            context.policies().read(resource);
            return Optional.empty();
        } catch (IOException e) {
            Failure failure = Failure.of(e);
            return Optional.of(
                    switch (failure.meaning()) {
                        case NOT_FOUND -> new Verification.Unusable("there is no " + resource);
                        // Google's answer for what is not there, too
                        case FORBIDDEN ->
                            new Verification.Unclear("there is no " + resource
                                    + ", or the library's account may not read its policy: " + failure.message());
                        default -> new Verification.Unclear(failure.message());
                    });
        }
    }

    private static List<String> warnings(Entitlement entitlement, Role role) {
        List<String> permissions = role.getIncludedPermissions() == null ? List.of() : role.getIncludedPermissions();
        List<String> warnings = new ArrayList<>();
        if (permissions.stream().anyMatch(permission -> permission.endsWith(".setIamPolicy"))) {
            warnings.add("who holds the role can give access on for good: it may write policies");
        }
        if (permissions.stream().anyMatch(OUTLIVE::contains)) {
            warnings.add(
                    "tokens and keys that are made with the role work on after its end: tokens for an hour (up to 12 "
                            + "where the organization allows it), keys until they are deleted");
        }
        Targets.prefix(entitlement)
                .filter(prefix -> !prefix.endsWith("/"))
                .ifPresent(prefix -> warnings.add(
                        "the prefix does not end with a slash, and takes in every name that goes on after it"));
        return warnings;
    }

    private Role role(String name) throws IOException {
        if (name.startsWith("projects/")) {
            return context.google().iam().projects().roles().get(name).execute();
        }
        return name.startsWith("organizations/")
                ? context.google().iam().organizations().roles().get(name).execute()
                : context.google().iam().roles().get(name).execute();
    }

    private boolean isUniform(Resource bucket) throws IOException {
        Bucket found = context.google().storage().buckets().get(bucket.name()).execute();
        return found.getIamConfiguration() != null
                && found.getIamConfiguration().getUniformBucketLevelAccess() != null
                && Boolean.TRUE.equals(found.getIamConfiguration()
                        .getUniformBucketLevelAccess()
                        .getEnabled());
    }

    /** On each named resource, and on the first projects that a search finds. */
    List<MissingRight> missingRights() {
        try {
            Rights rights = new Rights();
            ResourceWalk.Part named = walk.part(ResourceWalk.Place.BEGIN.part());
            for (Resource resource : named.resources()) {
                ask(rights, resource);
            }
            List<MissingRight> missing = new ArrayList<>();
            if (named.next().isPresent()) {
                missing.addAll(ofSearch(rights, named.next().get()));
            }
            missing.addAll(rights.missing(context.policies(), IamBinding.KIND));
            return missing;
        } catch (IOException e) {
            throw Failure.of(e).thrown();
        }
    }

    private void ask(Rights rights, Resource resource) throws IOException {
        rights.access(resource, Operation.rightsOn(resource.type()));
        if (resource.type() == ResourceType.PROJECT || resource.type() == ResourceType.ORGANIZATION) {
            rights.besides(resource, Operation.PROJECT_ROLE_GET.right(), "custom roles of it are not verified");
        }
        try {
            context.log().container(resource).ifPresent(rights::log);
        } catch (IOException e) {
            // a bucket that may not be read lacks a right that is asked about above
            if (!Rights.isUnseen(e)) {
                throw e;
            }
        }
    }

    private List<MissingRight> ofSearch(Rights rights, String part) throws IOException {
        try {
            for (Resource project : walk.part(part).resources()) {
                ask(rights, project);
                rights.besides(project, Operation.PROJECT_SEARCH.right(), "a search does not find the project");
            }
            return List.of();
        } catch (IOException e) {
            if (Rights.isUnseen(e)) {
                return List.of(new MissingRight(
                        Operation.PROJECT_SEARCH.right(),
                        Set.of(IamBinding.KIND),
                        "for projects/*: " + Failure.of(e).message()));
            }
            throw e;
        }
    }
}
