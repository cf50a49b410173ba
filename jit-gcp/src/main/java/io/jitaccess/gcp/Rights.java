package io.jitaccess.gcp;

import io.jitaccess.entitlement.EntitlementKind;
import io.jitaccess.spi.SelfCheck.MissingRight;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Asks Google which permissions the library's own account lacks, with one request for each resource. */
final class Rights {

    private final Map<Resource, Map<String, String>> asked = new LinkedHashMap<>();

    /** What access itself takes there. */
    Rights access(Resource on, List<String> rights) {
        rights.forEach(right -> of(on).put(right, ""));
        return this;
    }

    /** What something besides takes there. */
    Rights besides(Resource on, String right, String without) {
        of(on).putIfAbsent(right, without);
        return this;
    }

    /** What telling activity takes there. */
    Rights log(Resource on) {
        return besides(on, Operation.LOG_ENTRIES, "no activity is told")
                .besides(on, Operation.LOG_PRIVATE_ENTRIES, "no reading of data is told as activity");
    }

    List<MissingRight> missing(Policies policies, EntitlementKind kind) throws IOException {
        List<MissingRight> missing = new ArrayList<>();
        for (Map.Entry<Resource, Map<String, String>> each : asked.entrySet()) {
            List<String> allowed =
                    allowed(policies, each.getKey(), List.copyOf(each.getValue().keySet()));
            each.getValue().forEach((right, without) -> {
                if (!allowed.contains(right)) {
                    missing.add(new MissingRight(
                            right,
                            Set.of(kind),
                            "on " + each.getKey() + (without.isEmpty() ? "" : ": without it " + without)));
                }
            });
        }
        return missing;
    }

    private Map<String, String> of(Resource on) {
        return asked.computeIfAbsent(on, key -> new LinkedHashMap<>());
    }

    private static List<String> allowed(Policies policies, Resource on, List<String> rights) throws IOException {
        try {
            return policies.allowed(on, rights);
        } catch (IOException e) {
            if (isUnseen(e)) {
                return List.of();
            }
            throw e;
        }
    }

    /** What may not be seen and what is not there look the same. */
    static boolean isUnseen(IOException fault) {
        Failure.Meaning meaning = Failure.of(fault).meaning();
        return meaning == Failure.Meaning.FORBIDDEN || meaning == Failure.Meaning.NOT_FOUND;
    }
}
