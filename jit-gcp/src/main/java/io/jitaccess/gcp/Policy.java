package io.jitaccess.gcp;

import com.google.api.client.json.GenericJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The IAM policy of one resource, with the etag that it was read with.
 *
 * @param rest what is not a binding, to be written back as it is
 */
record Policy(Map<String, Object> rest, List<Binding> bindings) {

    /** The one version that shows and keeps conditions. */
    static final int VERSION = 3;

    Policy {
        bindings = List.copyOf(bindings);
    }

    /** @param document any of the types that Google's clients have for a policy */
    static Policy of(Object document) {
        GenericJson tree = Json.tree(document);
        List<Binding> bindings = new ArrayList<>();
        if (tree.remove("bindings") instanceof List<?> found) {
            for (Object each : found) {
                bindings.add(new Binding(Json.tree(each)));
            }
        }
        return new Policy(tree, bindings);
    }

    /** Whether it can be written without overwriting what somebody else wrote meanwhile. */
    boolean isGuarded() {
        return rest.get("etag") instanceof String etag && !etag.isEmpty();
    }

    /** Whether it shows conditions as they are: one without any has whatever version. */
    boolean isWhole() {
        return rest.get("version") instanceof Number version && version.intValue() == VERSION
                || bindings.stream().noneMatch(binding -> binding.role().contains("_withcond_"));
    }

    /** Whether what is made of it may be written. */
    boolean isWritable() {
        return isGuarded() && isWhole();
    }

    Policy with(List<Binding> others) {
        return new Policy(rest, others);
    }

    /** As what Google's clients send. */
    <T> T as(Class<T> type) {
        GenericJson tree = Json.tree(rest);
        tree.put("version", VERSION);
        tree.put("bindings", bindings.stream().map(Binding::tree).toList());
        return Json.as(type, tree);
    }
}
