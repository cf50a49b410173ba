package io.jitaccess.catalogue;

import io.jitaccess.approval.Condition;
import tools.jackson.databind.node.ObjectNode;

/** Writes a condition as an object with one field. */
final class ConditionWriter {

    private ConditionWriter() {}

    static ObjectNode write(Condition condition) {
        ObjectNode node = CatalogueWriter.NODES.objectNode();
        if (condition instanceof Condition.Always) {
            node.put("always", true);
        } else if (condition instanceof Condition.All all) {
            node.set("all", CatalogueWriter.list(all.of(), ConditionWriter::write));
        } else if (condition instanceof Condition.Any any) {
            node.set("any", CatalogueWriter.list(any.of(), ConditionWriter::write));
        } else if (condition instanceof Condition.Not not) {
            node.set("not", write(not.of()));
        } else if (condition instanceof Condition.DurationAtMost at) {
            node.put("durationAtMost", at.longest().toString());
        } else if (condition instanceof Condition.EntitlementIs is) {
            ObjectNode inner = node.putObject("entitlementIs");
            is.provider().ifPresent(provider -> inner.put("provider", provider.value()));
            is.kind().ifPresent(kind -> inner.put("kind", kind.value()));
            inner.set("attributes", CatalogueWriter.texts(is.attributes()));
        } else if (condition instanceof Condition.BeneficiaryIs is) {
            node.put("beneficiaryIs", is.kind().name());
        } else if (condition instanceof Condition.BeneficiaryInGroup in) {
            node.set("beneficiaryInGroup", CatalogueWriter.sorted(in.anyOf()));
        } else if (condition instanceof Condition.StartsDuring during) {
            ObjectNode inner = node.putObject("startsDuring");
            inner.set(
                    "days",
                    CatalogueWriter.list(
                            during.days().stream().sorted().toList(),
                            day -> CatalogueWriter.NODES.stringNode(day.name())));
            inner.put("from", during.from().toString());
            inner.put("to", during.to().toString());
            inner.put("zone", during.zone().getId());
        } else if (condition instanceof Condition.RiskAtMost risk) {
            node.put("riskAtMost", risk.level().name());
        } else if (condition instanceof Condition.ReasonMatches matches) {
            node.put("reasonMatches", matches.pattern().pattern());
        } else if (condition instanceof Condition.TicketVerified) {
            node.put("ticketVerified", true);
        } else {
            throw new IllegalStateException(
                    "nothing writes " + condition.getClass().getSimpleName());
        }
        return node;
    }
}
