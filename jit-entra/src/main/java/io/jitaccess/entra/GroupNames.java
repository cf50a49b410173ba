package io.jitaccess.entra;

import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.entitlement.EntitlementKind;
import io.jitaccess.entitlement.ProviderId;
import io.jitaccess.entitlement.TargetKey;
import io.jitaccess.problem.Problems;
import io.jitaccess.spi.KindDescriptor.Attribute;
import java.util.List;
import java.util.Map;

/** What an entitlement to a group names, and which groups may be handed out in this way. */
record GroupNames(ProviderId provider, EntitlementKind kind, List<String> ids) {

    static final String GROUP = "group";
    static final List<Attribute> ATTRIBUTES =
            List.of(new Attribute(GROUP, true, "The group's object id, such as 02bd9fd6-8f93-4758-87c3-1fb73740a315"));

    void problems(Entitlement entitlement, Problems problems) {
        entitlement.attribute(GROUP).ifPresent(text -> {
            if (Ids.canonical(text).isEmpty()) {
                problems.add("attributes." + GROUP, "malformed", "must be a group's object id");
            } else if (!ids.contains(id(entitlement))) {
                problems.add(
                        "attributes." + GROUP, "not-managed", "is none that this provider may hand out as " + kind);
            }
        });
    }

    /** In its one spelling. */
    static String id(Entitlement entitlement) {
        String text = entitlement.attribute(GROUP).orElse("");
        return Ids.canonical(text).orElse(text);
    }

    /** The same for both kinds of membership: a membership is one, however it came about. */
    static TargetKey key(Entitlement entitlement) {
        return Keys.of("group:" + id(entitlement));
    }

    Entitlement entitlement(String id) {
        return Entitlement.of(provider.value(), kind.value(), Map.of(GROUP, id));
    }
}
