package io.jitaccess.catalogue;

import io.jitaccess.approval.ApprovalPolicy;
import io.jitaccess.eligibility.Catalogue;
import io.jitaccess.eligibility.Eligibility;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads one catalogue from one or several documents and collects every problem of all of them. Not thread-safe. */
final class CatalogueReader {

    /** One of the two lists of a catalogue. */
    private record Section<T>(String name, ValueReader<T> reader, List<T> values, Map<String, Origin> ids) {
        Section(String name, ValueReader<T> reader) {
            this(name, reader, new ArrayList<>(), new HashMap<>());
        }

        void read(Input entry) {
            T value = reader.read(entry);
            if (value != null) {
                values.add(value);
            }
        }
    }

    /** Where an id was taken. */
    private record Origin(String document, Mark at) {}

    private final Findings findings;
    private final int mostEntries;
    private final Section<ApprovalPolicy> policies = new Section<>("policies", PolicyReader::read);
    private final Section<Eligibility> eligibilities = new Section<>("eligibilities", EligibilityReader::read);
    private final List<Input> unknownPolicies = new ArrayList<>();
    private final Places places = new Places();
    private int entries;
    private boolean partial;

    /** @param mostEntries how many policies and eligibilities together */
    CatalogueReader(Findings findings, int mostEntries) {
        this.findings = findings;
        this.mostEntries = mostEntries;
    }

    /** Says that some document could not be read: what names a policy of it is no problem of its own. */
    void missesSome() {
        partial = true;
    }

    void read(String document, Node root) {
        ObjectReader fields = ObjectReader.of(new Input(root, "", document, findings), Shape.CATALOGUE);
        if (fields == null) {
            missesSome();
            return;
        }
        fields.required("version", Values.number(1, 1));
        for (Section<?> section : List.of(policies, eligibilities)) {
            if (fields.has(section.name())) {
                each(fields.at(section.name()), section);
            }
        }
    }

    /**
     * Reads one entry of a document that is in no file, before {@link #read} is called for what is left of it; keeps its
     * value, and neither its tree nor its place.
     *
     * @return false if no such list is known
     */
    boolean entry(String list, int index, Node node) {
        for (Section<?> section : List.of(policies, eligibilities)) {
            if (section.name().equals(list)) {
                Input entry = new Input(node, list, "", findings).item(index, node);
                section.read(
                        id(node).map(id -> identified(entry, list, id, section)).orElse(entry));
                return true;
            }
        }
        return false;
    }

    /** The catalogue of all documents, or null if there is any problem. */
    @Nullable
    Catalogue catalogue() {
        if (!partial) {
            unknownPolicies.forEach(field -> text(field.node())
                    .filter(policy -> !policies.ids().containsKey(policy))
                    .ifPresent(policy -> field.problem(
                            "unknown-policy",
                            "there is no policy " + Values.shown(policy)
                                    + (findings.isFull()
                                            ? ""
                                            : NearestName.hint(
                                                    policy, policies.ids().keySet())))));
        }
        return findings.isEmpty() ? new Catalogue(policies.values(), eligibilities.values()) : null;
    }

    Places places() {
        return places;
    }

    private void each(Input list, Section<?> section) {
        if (!(list.node() instanceof Node.Items items)) {
            list.expected("a list");
            missesSome();
            return;
        }
        for (int i = 0; i < items.items().size(); i++) {
            if (++entries > mostEntries) {
                list.problem("size", "a catalogue has at most " + mostEntries + " policies and eligibilities");
                missesSome();
                return;
            }
            Node node = items.items().get(i);
            Input entry = list.item(i, node);
            Optional<String> id = id(node);
            if (id.isPresent()) {
                entry = identified(entry, list.path(), id.get(), section);
                places.add(entry);
            }
            section.read(entry);
        }
    }

    /** The entry under a path that names its id, which says more than its place in the list. */
    private Input identified(Input unnamed, String list, String id, Section<?> section) {
        Input entry = unnamed.named(list + "[" + id + "]");
        Node node = entry.node();
        Origin first = section.ids().putIfAbsent(id, new Origin(entry.document(), node.at()));
        if (first != null) {
            entry.problem(
                    "duplicate-id", "the id is taken already, at " + Findings.place(first.document(), first.at()));
        }
        if (section.name().equals(eligibilities.name())) {
            field(node, "policy").map(entry::field).filter(this::isUnknown).ifPresent(unknownPolicies::add);
        }
        return entry;
    }

    /** So far: the policy may stand further on, or in another document. */
    private boolean isUnknown(Input policy) {
        return text(policy.node()).filter(policies.ids()::containsKey).isEmpty();
    }

    private static Optional<String> id(Node node) {
        return field(node, "id").flatMap(field -> text(field.value())).filter(id -> id.length() <= 64);
    }

    private static Optional<Node.Field> field(Node node, String name) {
        return node instanceof Node.Fields object
                ? object.fields().stream()
                        .filter(field -> field.name().equals(name))
                        .findFirst()
                : Optional.empty();
    }

    private static Optional<String> text(Node node) {
        return node instanceof Node.Scalar scalar && scalar.type() == Node.Type.TEXT
                ? Optional.of(scalar.text())
                : Optional.empty();
    }
}
