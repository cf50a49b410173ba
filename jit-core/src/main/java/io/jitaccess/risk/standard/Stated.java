package io.jitaccess.risk.standard;

import io.jitaccess.spi.RiskAssessor.Ask;
import java.util.stream.Stream;

/** What eligibility and entitlements state about themselves. */
final class Stated {

    private Stated() {}

    static Stream<String> values(Ask ask, String attribute) {
        return Stream.concat(
                Stream.ofNullable(ask.eligibility().attributes().get(attribute)),
                ask.entitlements().stream().flatMap(entitlement -> entitlement.attribute(attribute).stream()));
    }
}
