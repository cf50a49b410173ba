package io.jitaccess.jdbc;

import io.jitaccess.eligibility.BundleMode;
import io.jitaccess.eligibility.EligibilityId;
import io.jitaccess.grant.EndReason;
import io.jitaccess.grant.Grant;
import io.jitaccess.grant.GrantState;
import io.jitaccess.id.GrantId;
import io.jitaccess.id.RequestId;
import io.jitaccess.identity.Actor;
import io.jitaccess.identity.IdentityId;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** How a grant is written into a row and read back. */
final class GrantColumns {

    static final Table<Grant> TABLE = new Table<>(
            "jit_grant",
            "grant",
            grant -> grant.id().value(),
            Grant::version,
            List.of(
                    new Column<>("request_id", "uuid", grant -> grant.request().value()),
                    new Column<>(
                            "eligibility", "text", grant -> grant.eligibility().value()),
                    new Column<>("requester", "text", grant -> grant.requester().value()),
                    new Column<>(
                            "beneficiary", "text", grant -> grant.beneficiary().value()),
                    new Column<>("bundle", "text", Grant::bundle),
                    new Column<>("created_at", "timestamptz", Grant::createdAt)),
            List.of(
                    new Column<>("starts_at", "timestamptz", Grant::startsAt),
                    new Column<>("ends_at", "timestamptz", Grant::endsAt),
                    new Column<>("latest_end", "timestamptz", Grant::latestEnd),
                    new Column<>("state", "text", Grant::state),
                    new Column<>("end_reason", "text", Grant::endReason),
                    new Column<>(
                            "ended_by_kind",
                            "text",
                            grant -> grant.endedBy().map(by -> by.identity().isPresent() ? "IDENTITY" : "SYSTEM")),
                    new Column<>(
                            "ended_by",
                            "text",
                            grant -> grant.endedBy().flatMap(Actor::identity).map(IdentityId::value)),
                    new Column<>("end_remark", "text", Grant::endComment),
                    new Column<>("ended_at", "timestamptz", Grant::endedAt),
                    new Column<>("warned", "boolean", Grant::warned),
                    new Column<>("next_due_at", "timestamptz", Grant::nextDueAt)));

    private GrantColumns() {}

    static Grant read(Row row) throws SQLException {
        return new Grant(
                new GrantId(row.uuid("id")),
                row.number("version"),
                new RequestId(row.uuid("request_id")),
                new EligibilityId(row.text("eligibility")),
                new IdentityId(row.text("requester")),
                new IdentityId(row.text("beneficiary")),
                row.instant("starts_at"),
                row.instant("ends_at"),
                row.instant("latest_end"),
                row.constant("bundle", BundleMode.class),
                row.constant("state", GrantState.class),
                row.optionalConstant("end_reason", EndReason.class),
                row.optionalText("ended_by_kind").isPresent() ? Optional.of(row.actor("ended_by")) : Optional.empty(),
                row.optionalText("end_remark"),
                row.instant("created_at"),
                row.optionalInstant("ended_at"),
                row.flag("warned"),
                row.optionalInstant("next_due_at"));
    }
}
