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

    private final Findings findings;
    private final int mostEntries;
    private final List<ApprovalPolicy> policies = new ArrayList<>();
    private final List<Eligibility> eligibilities = new ArrayList<>();
    private final Map<String, Input> policyIds = new HashMap<>();
    private final Map<String, Input> eligibilityIds = new HashMap<>();
    private final List<Input> policyFields = new ArrayList<>();
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
        if (fields.has("policies")) {
            each(fields.at("policies"), policyIds, PolicyReader::read, policies);
        }
        if (fields.has("eligibilities")) {
            each(fields.at("eligibilities"), eligibilityIds, EligibilityReader::read, eligibilities);
        }
    }

    /** The catalogue of all documents, or null if there is any problem. */
    @Nullable
    Catalogue catalogue() {
        if (!partial) {
            policyFields.forEach(field -> text(field.node())
                    .filter(policy -> !policyIds.containsKey(policy))
                    .ifPresent(policy -> field.problem(
                            "unknown-policy",
                            "there is no policy " + Values.shown(policy)
                                    + (findings.isFull() ? "" : NearestName.hint(policy, policyIds.keySet())))));
        }
        return findings.isEmpty() ? new Catalogue(policies, eligibilities) : null;
    }

    Places places() {
        return places;
    }

    private <T> void each(Input list, Map<String, Input> ids, ValueReader<T> reader, List<T> values) {
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
            T value = reader.read(identified(list, i, items.items().get(i), ids));
            if (value != null) {
                values.add(value);
            }
        }
    }

    /** The entry under a path that names its id, which says more than its place in the list. */
    @SuppressWarnings("ReferenceEquality") // which of the two maps is meant, not what is in it
    private Input identified(Input list, int index, Node node, Map<String, Input> ids) {
        Input entry = list.item(index, node);
        Optional<String> id = field(node, "id").flatMap(field -> text(field.value()));
        if (id.isEmpty() || id.get().length() > 64) {
            return entry;
        }
        entry = entry.named(list.path() + "[" + id.get() + "]");
        Input first = ids.putIfAbsent(id.get(), entry);
        places.add(entry);
        if (first != null) {
            entry.problem(
                    "duplicate-id",
                    "the id is taken already, at "
                            + Findings.place(first.document(), first.node().at()));
        }
        if (ids == eligibilityIds) {
            field(node, "policy").map(entry::field).ifPresent(policyFields::add);
        }
        return entry;
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
