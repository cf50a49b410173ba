package io.jitaccess.spring.rest;

import io.jitaccess.DriftReport;
import io.jitaccess.id.AssignmentId;
import io.jitaccess.spi.ListedAccess;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one scan of one kind found. */
record DriftJson(
        String provider,
        String kind,
        Instant at,
        long listed,
        long standing,
        List<ListedJson> examples,
        long missing,
        long zombies) {

    /** One access that no grant explains. */
    record ListedJson(
            String principal,
            EntitlementJson entitlement,
            @Nullable String mark,
            @Nullable Instant until) {

        static ListedJson of(ListedAccess access) {
            return new ListedJson(
                    access.principal().value(),
                    EntitlementJson.of(access.entitlement()),
                    access.mark().map(AssignmentId::toString).orElse(null),
                    access.until().orElse(null));
        }
    }

    static DriftJson of(DriftReport report) {
        return new DriftJson(
                report.provider().value(),
                report.kind().value(),
                report.at(),
                report.listed(),
                report.standing(),
                report.examples().stream().map(ListedJson::of).toList(),
                report.missing(),
                report.zombies());
    }
}
