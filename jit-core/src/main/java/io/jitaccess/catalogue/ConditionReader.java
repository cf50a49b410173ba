package io.jitaccess.catalogue;

import io.jitaccess.approval.Condition;
import io.jitaccess.approval.RuleOutcome;
import io.jitaccess.entitlement.EntitlementKind;
import io.jitaccess.entitlement.ProviderId;
import io.jitaccess.identity.GroupId;
import io.jitaccess.identity.IdentityKind;
import io.jitaccess.risk.RiskLevel;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads a condition: an object with exactly one field, whose name says which condition it is. */
final class ConditionReader {

    private ConditionReader() {}

    static @Nullable Condition read(Input input) {
        ObjectReader object = ObjectReader.of(input, Shape.CONDITION);
        if (object == null) {
            return null;
        }
        List<String> given =
                Shape.CONDITION.fields().stream().filter(object::has).toList();
        if (given.size() != 1) {
            if (given.size() > 1 || object.isComplete()) {
                input.problem(
                        "one-condition",
                        "expected exactly one condition, found " + given.size()
                                + (given.isEmpty() ? "" : ": put them into all or any"));
            }
            return null;
        }
        String name = given.get(0);
        return one(name, object.at(name));
    }

    private static @Nullable Condition one(String name, Input input) {
        return switch (name) {
            case "always" -> onlyTrue(input, Condition.Always::new);
            case "all" -> of(input, some(), Condition.All::new);
            case "any" -> of(input, some(), Condition.Any::new);
            case "not" -> of(input, ConditionReader::read, Condition.Not::new);
            case "durationAtMost" ->
                of(
                        input,
                        Values.duration(Duration.ofSeconds(1), RuleOutcome.LONGEST_AUTOMATIC),
                        Condition.DurationAtMost::new);
            case "entitlementIs" -> entitlementIs(input);
            case "beneficiaryIs" -> of(input, Values.oneOf(IdentityKind.class), Condition.BeneficiaryIs::new);
            case "beneficiaryInGroup" ->
                of(input, Values.set(1, Condition.MOST, Values.text(GroupId::new)), Condition.BeneficiaryInGroup::new);
            case "startsDuring" -> startsDuring(input);
            case "riskAtMost" -> of(input, Values.oneOf(RiskLevel.class), Condition.RiskAtMost::new);
            case "reasonMatches" -> of(input, Values::pattern, Condition.ReasonMatches::new);
            case "ticketVerified" -> onlyTrue(input, Condition.TicketVerified::new);
            default -> throw new IllegalStateException(name + " is in the shape, but nothing reads it");
        };
    }

    private static ValueReader<List<Condition>> some() {
        return Values.list(1, Condition.MOST, ConditionReader::read);
    }

    private static <T> @Nullable Condition of(Input input, ValueReader<T> reader, Function<T, Condition> condition) {
        T value = reader.read(input);
        return value == null ? null : input.build(() -> condition.apply(value));
    }

    private static @Nullable Condition onlyTrue(Input input, Supplier<Condition> condition) {
        Boolean value = Values.bool().read(input);
        if (value != null && !value) {
            input.problem("value", "expected true: to turn it round write not");
            return null;
        }
        return value == null ? null : condition.get();
    }

    private static @Nullable Condition entitlementIs(Input input) {
        ObjectReader object = ObjectReader.of(input, Shape.ENTITLEMENT_IS);
        if (object == null) {
            return null;
        }
        Optional<ProviderId> provider = object.maybe("provider", Values.id(ProviderId::new));
        Optional<EntitlementKind> kind = object.maybe("kind", Values.id(EntitlementKind::new));
        Map<String, String> attributes = object.optional("attributes", Values.attributes(4096), Map.of());
        return provider == null || kind == null || attributes == null
                ? null
                : input.build(() -> new Condition.EntitlementIs(provider, kind, attributes));
    }

    private static @Nullable Condition startsDuring(Input input) {
        ObjectReader object = ObjectReader.of(input, Shape.STARTS_DURING);
        if (object == null) {
            return null;
        }
        Set<DayOfWeek> days = object.required("days", Values.set(1, 7, Values.oneOf(DayOfWeek.class)));
        LocalTime from = object.required("from", Values::time);
        LocalTime to = object.required("to", Values::time);
        ZoneId zone = object.required("zone", Values::zone);
        return days == null || from == null || to == null || zone == null
                ? null
                : input.build(() -> new Condition.StartsDuring(days, from, to, zone));
    }
}
