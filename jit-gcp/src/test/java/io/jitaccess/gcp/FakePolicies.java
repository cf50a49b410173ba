package io.jitaccess.gcp;

import com.google.api.client.json.GenericJson;
import io.jitaccess.gcp.FakeGoogle.Refusal;
import io.jitaccess.gcp.FakeGoogle.Request;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Resources with their IAM policies. */
final class FakePolicies {

    private static final String NUMBER = "4711";

    private record State(int etag, List<Binding> bindings) {}

    /** What one resource has. */
    private static final class Held {
        private final Shown<State> shown;
        private int etag = 1;
        private List<Binding> bindings = new ArrayList<>();
        private Map<String, Object> rest = new HashMap<>();

        Held(Clock clock) {
            this.shown = new Shown<>(clock, () -> new State(etag, List.copyOf(bindings)));
        }
    }

    private final Clock clock;
    private final Map<String, Held> resources = new LinkedHashMap<>();
    private final Set<String> accounts = new HashSet<>();
    private final Set<String> denied = new HashSet<>();
    private final Set<String> notUniform = new HashSet<>();
    private final Set<String> shutDown = new HashSet<>();
    private int spared;
    private int conflicts;
    private String domain = "";
    private boolean guarded = true;
    private boolean conditionsShown = true;
    private boolean writesTell = true;

    FakePolicies(Clock clock) {
        this.clock = clock;
    }

    synchronized void add(String... names) {
        for (String name : names) {
            resources.put(name, new Held(clock));
        }
    }

    /** From now on reads are so far behind; an etag that was read so is refused at a write. */
    synchronized void lag(Duration behind) {
        resources.values().forEach(held -> held.shown.lag(behind));
    }

    /** Members that exist. */
    synchronized void accounts(String... members) {
        accounts.addAll(List.of(members));
    }

    /** An organization's policy lets people of that domain alone be given anything. */
    synchronized void onlyDomain(String mailDomain) {
        domain = mailDomain;
    }

    synchronized void forget(String member) {
        accounts.remove(member);
    }

    synchronized void deny(String permission) {
        denied.add(permission);
    }

    /** It is deleted in thirty days (docs.cloud.google.com/resource-manager/docs/creating-managing-projects#shutting_down_projects). */
    synchronized void shutDown(String project) {
        shutDown.add(project);
    }

    synchronized void withoutUniformAccess(String bucket) {
        notUniform.add(bucket);
    }

    /** The next writes meet somebody else's. */
    synchronized void conflicts(int writes) {
        conflicts = writes;
    }

    /** After so many writes the next one meets somebody else's. */
    synchronized void conflictAfter(int writes) {
        spared = writes;
        conflicts = 1;
    }

    /** Policies come without etags. */
    synchronized void unguarded() {
        guarded = false;
    }

    /** Policies come as in version 1, whatever was asked for. */
    synchronized void withoutConditions() {
        conditionsShown = false;
    }

    /** From now on only what a write answers lacks what {@link #unguarded} or {@link #withoutConditions} took. */
    synchronized void onlyInAnswersToWrites() {
        writesTell = false;
    }

    synchronized List<Binding> bindings(String resource) {
        return List.copyOf(held(resource).bindings);
    }

    /** As somebody else's client writes, without asking whether it may. */
    synchronized void put(String resource, List<Binding> bindings) {
        Held held = held(resource);
        held.bindings = new ArrayList<>(bindings);
        held.etag++;
        held.shown.notice();
    }

    synchronized void append(String resource, Binding binding) {
        held(resource).bindings.add(binding);
    }

    synchronized void putRest(String resource, Map<String, Object> rest) {
        held(resource).rest = rest;
    }

    synchronized Map<String, Object> rest(String resource) {
        return held(resource).rest;
    }

    synchronized GenericJson answer(Request request) {
        String name = request.route().name().startsWith("BUCKET_") ? "buckets/" + request.name() : request.name();
        return switch (request.route().verb()) {
            case "getIamPolicy" -> read(name, request);
            case "setIamPolicy" -> write(name, request);
            case "testIamPermissions" -> check(name, request);
            case "search" -> search(request);
            default -> bucket(name);
        };
    }

    /** A project goes by its number, too (docs.cloud.google.com/resource-manager/reference/rest/v3/projects). */
    private Held held(String name) {
        Held held = resources.get(name.equals("projects/" + NUMBER) ? "projects/shop-prod" : name);
        if (held == null) {
            // what is not there and what may not be seen look the same
            // (docs.cloud.google.com/resource-manager/reference/rest/v3/projects/get)
            throw name.startsWith("buckets/")
                    ? new Refusal(404, "notFound", "The specified bucket does not exist.")
                    : new Refusal(403, "PERMISSION_DENIED", "The caller does not have permission");
        }
        return held;
    }

    private GenericJson read(String name, Request request) {
        Held held = held(name);
        Object version = request.body().get("options") instanceof Map<?, ?> options
                ? options.get("requestedPolicyVersion")
                : request.query("options.requestedPolicyVersion", request.query("optionsRequestedPolicyVersion", "1"));
        boolean whole = "3".equals(String.valueOf(version));
        return policy(held.rest, held.shown.seen(), whole && (conditionsShown || !writesTell), guarded || !writesTell);
    }

    /** Conditions are shown in version 3 alone (cloud.google.com/iam/docs/troubleshooting-withcond). */
    private GenericJson policy(Map<String, Object> rest, State held, boolean whole, boolean etag) {
        GenericJson policy = new GenericJson();
        policy.putAll(rest);
        boolean conditional = held.bindings().stream().anyMatch(Binding::isConditional);
        policy.put("version", whole && conditional ? 3 : 1);
        if (etag) {
            policy.put("etag", "etag-" + held.etag());
        }
        policy.put(
                "bindings",
                held.bindings().stream()
                        .map(binding -> whole || !binding.isConditional()
                                ? binding.tree()
                                : Map.of(
                                        "role",
                                        binding.role() + "_withcond_"
                                                + Integer.toHexString(
                                                        binding.title().hashCode()),
                                        "members",
                                        binding.members()))
                        .toList());
        return policy;
    }

    private GenericJson write(String name, Request request) {
        Held held = held(name);
        boolean bucket = name.startsWith("buckets/");
        GenericJson sent = Json.tree(bucket ? request.body() : request.body().get("policy"));
        if (spared > 0) {
            spared--;
        } else if (conflicts > 0) {
            conflicts--;
            held.etag++;
        }
        if (sent.get("etag") != null && !sent.get("etag").equals("etag-" + held.etag)) {
            // docs.cloud.google.com/iam/docs/retry-strategy; storage: 412 (cloud.google.com/storage/docs/json_api)
            throw bucket
                    ? new Refusal(412, "conditionNotMet", "At least one of the pre-conditions did not hold.")
                    : new Refusal(
                            409,
                            "ABORTED",
                            "There were concurrent policy changes. Please retry the whole "
                                    + "read-modify-write with exponential backoff.");
        }
        Policy policy = Policy.of(sent);
        new FakePolicyRules(name, accounts, notUniform.contains(name), domain).check(policy, sent.get("version"));
        held.bindings = new ArrayList<>(policy.bindings());
        held.etag++;
        held.shown.notice();
        // the default update mask is "bindings, etag": the rest stays
        // (docs.cloud.google.com/resource-manager/reference/rest/v3/projects/setIamPolicy)
        return policy(held.rest, new State(held.etag, held.bindings), conditionsShown, guarded);
    }

    private GenericJson check(String name, Request request) {
        held(name);
        List<?> asked = request.body().get("permissions") instanceof List<?> list
                ? list
                : request.query().getOrDefault("permissions", List.of());
        return new GenericJson()
                .set(
                        "permissions",
                        asked.stream().filter(each -> !denied.contains(each)).toList());
    }

    private GenericJson search(Request request) {
        List<String> projects = resources.keySet().stream()
                .filter(name -> name.startsWith("projects/"))
                // the one query that is asked (cloud.google.com/resource-manager/reference/rest/v3/projects/search)
                .filter(name ->
                        !shutDown.contains(name) || !request.query("query", "").equals("state:ACTIVE"))
                .toList();
        int size = Integer.parseInt(request.query("pageSize", "10"));
        int from = Integer.parseInt(request.query("pageToken", "0"));
        int to = Math.min(projects.size(), from + size);
        GenericJson found = new GenericJson()
                .set(
                        "projects",
                        projects.subList(from, to).stream()
                                .map(name ->
                                        Map.of("name", "projects/1" + name.hashCode(), "projectId", name.substring(9)))
                                .toList());
        return to < projects.size() ? found.set("nextPageToken", String.valueOf(to)) : found;
    }

    private GenericJson bucket(String name) {
        held(name);
        return new GenericJson()
                .set("name", name.substring("buckets/".length()))
                .set("projectNumber", NUMBER)
                .set(
                        "iamConfiguration",
                        Map.of("uniformBucketLevelAccess", Map.of("enabled", !notUniform.contains(name))));
    }

    static boolean same(String member, String other) {
        return member.toLowerCase(Locale.ROOT).equals(other.toLowerCase(Locale.ROOT));
    }
}
