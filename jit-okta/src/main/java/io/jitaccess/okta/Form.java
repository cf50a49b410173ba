package io.jitaccess.okta;

import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.entitlement.EntitlementKind;
import io.jitaccess.entitlement.ProviderId;
import io.jitaccess.problem.Problem;
import io.jitaccess.spi.KindDescriptor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** The attributes of one kind, and what each may hold. */
final class Form {

    /** Says what is wrong with a value; empty if nothing is. */
    interface Check extends Function<String, Optional<String>> {}

    private record Field(String name, boolean required, String description, Check check) {}

    private final ProviderId provider;
    private final EntitlementKind kind;
    private final List<Field> fields = new ArrayList<>();

    Form(ProviderId provider, EntitlementKind kind) {
        this.provider = provider;
        this.kind = kind;
    }

    Form required(String name, Check check, String description) {
        fields.add(new Field(name, true, description, check));
        return this;
    }

    Form optional(String name, Check check, String description) {
        fields.add(new Field(name, false, description, check));
        return this;
    }

    List<KindDescriptor.Attribute> attributes() {
        return fields.stream()
                .map(field -> new KindDescriptor.Attribute(field.name(), field.required(), field.description()))
                .toList();
    }

    List<Problem> problems(Entitlement entitlement) {
        List<Problem> problems = new ArrayList<>();
        if (!entitlement.provider().equals(provider)) {
            problems.add(new Problem("provider", "unknown", "is not this provider"));
        }
        Map<String, String> left = new TreeMap<>(entitlement.attributes());
        for (Field field : fields) {
            String value = left.remove(field.name());
            if (value != null) {
                field.check()
                        .apply(value)
                        .ifPresent(wrong -> problems.add(new Problem(at(field.name()), "invalid", wrong)));
            } else if (field.required()) {
                problems.add(new Problem(at(field.name()), "missing", "is required"));
            }
        }
        left.keySet().forEach(name -> problems.add(new Problem(at(name), "unknown", "is no attribute of " + kind)));
        return List.copyOf(problems);
    }

    Entitlement entitlement(Map<String, String> values) {
        return new Entitlement(provider, kind, new TreeMap<>(values));
    }

    private static String at(String name) {
        return "attributes." + name;
    }
}
