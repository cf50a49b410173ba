package io.jitaccess.aws;

import io.jitaccess.testkit.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * Identity Center's administration. Rules: changes are operations that end later, with a status of their own, and a
 * request id is not to be found just after its call (Terraform's provider for AWS, account_assignment.go); creating what
 * is there is accepted and makes nothing (there); deleting what is not there fails later with "EntitlementItem doesn't
 * exist" (there); a change while another is under way on the same permission set and account is {@code ConflictException}
 * (API reference, as in botocore's model 1.43.11); at most ten operations are under way, and 20 calls a second are
 * taken, all callers together (user guide, quotas; which error says so is our guess: {@code ThrottlingException}).
 */
final class FakeSsoAdmin implements FakeAws.Service {

    static final String INSTANCE = "arn:aws:sso:::instance/ssoins-1234567890abcdef";

    private static final Duration UNSEEN = Duration.ofMillis(500);
    private static final int UNDER_WAY = 10;
    private static final int CALLS_A_SECOND = 20;

    record PermissionSet(String arn, String name, String session) {}

    record Assignment(String account, String permissionSet, String user) {}

    private record Operation(
            String id, boolean creates, Assignment what, Instant begun, Instant done, String failure) {}

    final Map<String, PermissionSet> sets = new LinkedHashMap<>();
    final Set<String> accounts = new LinkedHashSet<>();
    Duration takes = Duration.ofSeconds(3);
    Optional<String> failsWith = Optional.empty();
    boolean quotas = true;
    int mostUnderWay;

    /** Whether nobody is told how an operation goes on. */
    boolean statusLost;

    /**
     * Permission sets that the management account has, too: only that account may assign them
     * (docs.aws.amazon.com/singlesignon/latest/userguide/delegated-admin.html).
     */
    final Set<String> ofManagement = new LinkedHashSet<>();

    /** Inline policies by permission set; what an account has of it is what was provisioned last. */
    final Map<String, String> inline = new HashMap<>();

    final Map<String, String> provisioned = new HashMap<>();

    private final Map<String, Instant> provisionings = new HashMap<>();
    private final Set<Assignment> assignments = new LinkedHashSet<>();
    private final List<Operation> operations = new ArrayList<>();
    private final Map<String, Operation> ended = new HashMap<>();

    private record State(Set<Assignment> assignments, Map<String, String> inline) {}

    private final Shown<State> shown;
    private final TestClock clock;
    private final FakeIdentityStore store;
    private double tokens = CALLS_A_SECOND;
    private Instant filled;

    FakeSsoAdmin(TestClock clock, FakeIdentityStore store) {
        this.clock = clock;
        this.store = store;
        this.filled = clock.now();
        this.shown = new Shown<>(clock, () -> new State(Set.copyOf(assignments), Map.copyOf(inline)));
    }

    String permissionSet(String name, String session) {
        String arn = INSTANCE.replace(":instance/", ":permissionSet/") + "/ps-"
                + UUID.randomUUID().toString().replace("-", "").substring(0, 16);
        sets.put(arn, new PermissionSet(arn, name, session));
        return arn;
    }

    /** As they are by now. */
    Set<Assignment> assignments() {
        for (Operation operation : List.copyOf(operations)) {
            if (!operation.done().isAfter(clock.now()) && operations.remove(operation)) {
                ended.put(operation.id(), operation);
                if (operation.failure().isEmpty() && operation.creates()) {
                    assignments.add(operation.what());
                } else if (operation.failure().isEmpty()) {
                    assignments.remove(operation.what());
                }
                shown.notice(operation.done());
            }
        }
        return assignments;
    }

    /** With what is under way for it. */
    void remove(Assignment assignment) {
        operations.removeIf(each -> each.what().equals(assignment));
        assignments.remove(assignment);
    }

    @Override
    public Object answer(String operation, JsonNode request) {
        assignments();
        pace();
        if (!INSTANCE.equals(request.path("InstanceArn").asString(""))) {
            throw missing("the instance");
        }
        return switch (operation) {
            case "ListAccountAssignments" -> {
                Assignment like = what(request);
                yield FakeIdentityStore.page(
                        "AccountAssignments",
                        request,
                        shown.seen().assignments().stream()
                                .filter(each -> each.account().equals(like.account())
                                        && each.permissionSet().equals(like.permissionSet()))
                                .map(FakeSsoAdmin::shown)
                                .toList());
            }
            case "CreateAccountAssignment" -> Map.of("AccountAssignmentCreationStatus", begin(true, what(request)));
            case "DeleteAccountAssignment" -> Map.of("AccountAssignmentDeletionStatus", begin(false, what(request)));
            case "DescribeAccountAssignmentCreationStatus" ->
                Map.of("AccountAssignmentCreationStatus", status(request, "AccountAssignmentCreationRequestId"));
            case "DescribeAccountAssignmentDeletionStatus" ->
                Map.of("AccountAssignmentDeletionStatus", status(request, "AccountAssignmentDeletionRequestId"));
            case "DescribePermissionSet" -> {
                PermissionSet set = set(request);
                yield Map.of(
                        "PermissionSet",
                        Map.of("PermissionSetArn", set.arn(), "Name", set.name(), "SessionDuration", set.session()));
            }
            case "GetInlinePolicyForPermissionSet" ->
                Map.of(
                        "InlinePolicy",
                        shown.seen().inline().getOrDefault(set(request).arn(), ""));
            case "PutInlinePolicyToPermissionSet" -> putInline(request);
            case "ProvisionPermissionSet" -> provision(request);
            case "DescribePermissionSetProvisioningStatus" ->
                Map.of("PermissionSetProvisioningStatus", provisioning(request));
            case "ListPermissionSets" -> FakeIdentityStore.page("PermissionSets", request, List.copyOf(sets.keySet()));
            case "ListAccountsForProvisionedPermissionSet" -> {
                set(request);
                yield FakeIdentityStore.page("AccountIds", request, List.copyOf(accounts));
            }
            default -> throw new AwsFault(400, "UnknownOperationException", operation);
        };
    }

    @Override
    public void notice() {
        assignments();
        shown.notice();
    }

    @Override
    public void lag(Duration behind) {
        shown.lag(behind);
    }

    private void pace() {
        Instant now = clock.now();
        double more = Duration.between(filled, now).toNanos() / 1e9 * CALLS_A_SECOND;
        tokens = Math.min(CALLS_A_SECOND, tokens + Math.max(0, more));
        filled = now;
        if (quotas && tokens < 1) {
            throw new AwsFault(400, "ThrottlingException", "Rate exceeded");
        }
        tokens = Math.max(0, tokens - 1);
    }

    private Map<String, Object> begin(boolean creates, Assignment what) {
        if (ofManagement.contains(what.permissionSet())) {
            throw new AwsFault(
                    400, "AccessDeniedException", "the permission set is provisioned in the management account");
        }
        boolean inTheWay = operations.stream()
                .anyMatch(each -> each.what().account().equals(what.account())
                        && each.what().permissionSet().equals(what.permissionSet()));
        if (inTheWay) {
            throw new AwsFault(400, "ConflictException", "a previous write has not propagated yet");
        }
        if (quotas && operations.size() >= UNDER_WAY) {
            throw new AwsFault(400, "ThrottlingException", "too many operations under way");
        }
        String failure = failsWith.orElse("");
        if (creates && !store.users.containsKey(what.user())) {
            failure = "Received a 404 status error: User not found";
        } else if (!creates && !assignments.contains(what)) {
            failure = "Received a 404 status error: EntitlementItem doesn't exist.";
        }
        Operation begun = new Operation(
                UUID.randomUUID().toString(),
                creates,
                what,
                clock.now(),
                clock.now().plus(takes),
                failure);
        operations.add(begun);
        mostUnderWay = Math.max(mostUnderWay, operations.size());
        return shown(begun);
    }

    /** An upsert without a condition (API reference); 10,240 characters without white space (user guide, quotas). */
    private Object putInline(JsonNode request) {
        String text = request.path("InlinePolicy").asString("");
        if (text.replaceAll("\\s", "").length() > 10_240) {
            throw new AwsFault(400, "ServiceQuotaExceededException", "the inline policy is too long");
        }
        inline.put(set(request).arn(), text);
        return Map.of();
    }

    /** Roles that are there already keep the old policy until then (API reference, CreateAccountAssignment). */
    private Object provision(JsonNode request) {
        String set = set(request).arn();
        String account = request.path("TargetId").asString("");
        if (assignments.stream()
                .noneMatch(each ->
                        each.permissionSet().equals(set) && each.account().equals(account))) {
            throw missing("the permission set on the account");
        }
        String id = UUID.randomUUID().toString();
        provisionings.put(id, clock.now().plus(takes));
        provisioned.put(account + " " + set, inline.getOrDefault(set, ""));
        return Map.of("PermissionSetProvisioningStatus", Map.of("RequestId", id, "Status", "IN_PROGRESS"));
    }

    private Map<String, Object> provisioning(JsonNode request) {
        String id = request.path("ProvisionPermissionSetRequestId").asString("");
        Instant done = provisionings.get(id);
        if (done == null) {
            throw missing("the request");
        }
        return Map.of("RequestId", id, "Status", done.isAfter(clock.now()) ? "IN_PROGRESS" : "SUCCEEDED");
    }

    private Map<String, Object> status(JsonNode request, String field) {
        if (statusLost) {
            throw new AwsFault(500, "InternalServerException", "no status");
        }
        String id = request.path(field).asString("");
        return Stream.concat(operations.stream(), Stream.ofNullable(ended.get(id)))
                .filter(each -> each.id().equals(id))
                .filter(each -> !each.begun().plus(UNSEEN).isAfter(clock.now()))
                .findFirst()
                .map(this::shown)
                .orElseThrow(() -> missing("the request"));
    }

    private Map<String, Object> shown(Operation operation) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("RequestId", operation.id());
        boolean done = !operation.done().isAfter(clock.now());
        shown.put("Status", !done ? "IN_PROGRESS" : operation.failure().isEmpty() ? "SUCCEEDED" : "FAILED");
        if (done && !operation.failure().isEmpty()) {
            shown.put("FailureReason", operation.failure());
        }
        return shown;
    }

    private Assignment what(JsonNode request) {
        String account =
                request.path("TargetId").asString(request.path("AccountId").asString(""));
        if (!accounts.contains(account)) {
            throw missing("the account " + account);
        }
        return new Assignment(
                account, set(request).arn(), request.path("PrincipalId").asString(""));
    }

    private PermissionSet set(JsonNode request) {
        PermissionSet set = sets.get(request.path("PermissionSetArn").asString(""));
        if (set == null) {
            throw missing("the permission set");
        }
        return set;
    }

    private static Map<String, Object> shown(Assignment assignment) {
        return Map.of(
                "AccountId",
                assignment.account(),
                "PermissionSetArn",
                assignment.permissionSet(),
                "PrincipalType",
                "USER",
                "PrincipalId",
                assignment.user());
    }

    private static AwsFault missing(String what) {
        return new AwsFault(400, "ResourceNotFoundException", what + " does not exist");
    }
}
