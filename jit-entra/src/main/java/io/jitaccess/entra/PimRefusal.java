package io.jitaccess.entra;

import io.jitaccess.spi.ChangeOutcome;
import java.util.Arrays;
import java.util.Optional;

/**
 * How PIM says no. Its codes are in no reference; they are those that others report (Azure/azure-rest-api-specs,
 * DCToolbox issue 50, terraform-provider-azurerm issue 22766, Microsoft365DSC issue 5532).
 */
enum PimRefusal {
    EXISTS("RoleAssignmentExists"),
    MISSING("RoleAssignmentDoesNotExist"),
    TOO_SHORT("ActiveDurationTooShort"),
    UNDER_WAY("PendingRoleAssignmentRequest"),
    POLICY("RoleAssignmentRequestPolicyValidationFailed"),
    UNLICENSED("AadPremiumLicenseRequired");

    static final String NO_LICENCE =
            "the tenant has no licence for Privileged Identity Management: Microsoft Entra ID P2 or ID Governance";

    private final String code;

    PimRefusal(String code) {
        this.code = code;
    }

    static Optional<PimRefusal> of(Failure failure) {
        return Arrays.stream(values())
                .filter(refusal -> refusal.code.equals(failure.code()))
                .findFirst();
    }

    String code() {
        return code;
    }

    boolean is(Failure failure) {
        return code.equals(failure.code());
    }

    /** What a revoke came to that PIM refused for now: another request for the same is not finished. */
    static ChangeOutcome ofRevoke(Failure failure) {
        return UNDER_WAY.is(failure) ? new ChangeOutcome.Retryable(failure.message()) : failure.onWrite();
    }

    /** What an assign came to that PIM refused. */
    static ChangeOutcome ofAssign(Failure failure) {
        return of(failure)
                .<ChangeOutcome>map(refusal -> switch (refusal) {
                    case UNLICENSED -> new ChangeOutcome.Refused(NO_LICENCE);
                    case TOO_SHORT ->
                        new ChangeOutcome.Refused(
                                "PIM gives no access for less than five minutes: " + failure.message());
                    case POLICY ->
                        // the message lists the rules, such as ExpirationRule or JustificationRule
                        new ChangeOutcome.Refused("the settings of PIM refuse it: " + failure.message());
                    case EXISTS, MISSING, UNDER_WAY -> new ChangeOutcome.Retryable(failure.message());
                })
                .orElseGet(failure::onWrite);
    }
}
