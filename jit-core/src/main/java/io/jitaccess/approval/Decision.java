package io.jitaccess.approval;

import io.jitaccess.identity.IdentityId;
import io.jitaccess.internal.Text;
import java.time.Instant;

/**
 * What one approver said, on one stage of one request.
 *
 * @param stage the stage's index in the request's stages
 * @param approver who decided
 * @param person the person behind that account, who counts once in the whole request
 * @param comment for the record, at most 1000 characters, may be empty
 * @param requestVersion the version of the request that the approver saw
 */
public record Decision(
        int stage,
        IdentityId approver,
        IdentityId person,
        Verdict verdict,
        String comment,
        Instant at,
        long requestVersion) {

    public Decision {
        Text.paragraph(comment, "comment", 1000);
    }
}
