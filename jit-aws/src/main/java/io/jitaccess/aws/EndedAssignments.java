package io.jitaccess.aws;

import io.jitaccess.id.AssignmentId;
import io.jitaccess.spi.AccessRef;
import io.jitaccess.spi.SessionEnder.SessionEnding;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ssoadmin.SsoAdminClient;
import software.amazon.awssdk.services.ssoadmin.model.PermissionSetProvisioningStatus;
import software.amazon.awssdk.services.ssoadmin.model.ProvisionTargetType;
import software.amazon.awssdk.services.ssoadmin.model.ResourceNotFoundException;
import software.amazon.awssdk.services.ssoadmin.model.ServiceQuotaExceededException;
import software.amazon.awssdk.services.ssoadmin.model.StatusValues;
import software.amazon.awssdk.services.ssoadmin.model.ValidationException;

/**
 * Ends sessions of permission sets: the permission set's inline policy denies everything to the user's sessions on the
 * account that began before, and is provisioned there anew. That policy has many writers and no conditional write. So a
 * statement counts only once it is still there after the time in which whoever read the policy before it was written must
 * have written; until then the ending is not done, and is tried again.
 */
final class EndedAssignments {

    private static final int MOST = 10_000;

    /**
     * What this process is about.
     *
     * @param cut sessions that began before are denied
     * @param written when the policy was last written for it
     */
    private record Ending(Instant cut, Optional<Instant> written, boolean provisioned) {}

    private final SsoAdminClient sso;
    private final Settings settings;

    /** How long after it read the policy an ending may still write it. */
    private final Duration settles;

    private final Waiter waiter;
    private final Map<AssignmentId, Ending> endings = new ConcurrentHashMap<>();

    EndedAssignments(SsoAdminClient sso, Settings settings, Waiter waiter) {
        this.sso = sso;
        this.settings = settings;
        this.settles = settings.callTimeout(settings.patience());
        this.waiter = waiter;
    }

    /** @param longest how long a session of the permission set lasts */
    SessionEnding end(AccessRef access, Duration longest) {
        Instant now = settings.clock().instant();
        if (endings.size() > MOST) {
            endings.clear();
        }
        Ending begun = endings.computeIfAbsent(
                access.assignment(),
                key -> new Ending(now.truncatedTo(ChronoUnit.SECONDS).plusSeconds(1), Optional.empty(), false));
        try {
            return end(access, begun, now, longest);
        } catch (ResourceNotFoundException | ServiceQuotaExceededException | ValidationException e) {
            endings.remove(access.assignment());
            return notPossible(now.plus(longest), Failure.say(e));
        } catch (SdkException e) {
            return new SessionEnding.Failed(Failure.say(e));
        }
    }

    private SessionEnding end(AccessRef access, Ending begun, Instant now, Duration longest) {
        String set = SsoAssignments.permissionSet(access);
        String text = sso.getInlinePolicyForPermissionSet(
                        ask -> ask.instanceArn(settings.instance()).permissionSetArn(set))
                .inlinePolicy();
        Optional<DenyList> read = DenyList.read(settings.mark(), text == null ? "" : text);
        if (read.isEmpty()) {
            return notPossible(now.plus(longest), "the permission set's inline policy cannot be read");
        }
        DenyList.Entry wanted = new DenyList.Entry(
                access.assignment(),
                access.principal().value(),
                SsoAssignments.account(access),
                begun.cut(),
                begun.cut().plus(longest));
        if (begun.written().isEmpty() || !read.get().has(wanted)) {
            Optional<String> next = read.get().with(wanted, now);
            if (next.isEmpty()) {
                return notPossible(now.plus(longest), "the permission set's inline policy has no room");
            }
            sso.putInlinePolicyToPermissionSet(ask ->
                    ask.instanceArn(settings.instance()).permissionSetArn(set).inlinePolicy(next.get()));
            endings.put(access.assignment(), new Ending(begun.cut(), Optional.of(now), false));
            return provisioned(access, begun.cut(), now);
        }
        if (!begun.provisioned()) {
            return provisioned(access, begun.cut(), begun.written().get());
        }
        if (now.isBefore(begun.written().get().plus(settles))) {
            return new SessionEnding.Failed("denied; not certain before " + settles + " have passed");
        }
        endings.remove(access.assignment());
        return new SessionEnding.Ended(1);
    }

    private SessionEnding provisioned(AccessRef access, Instant cut, Instant written) {
        PermissionSetProvisioningStatus begun = sso.provisionPermissionSet(ask -> ask.instanceArn(settings.instance())
                        .permissionSetArn(SsoAssignments.permissionSet(access))
                        .targetType(ProvisionTargetType.AWS_ACCOUNT)
                        .targetId(SsoAssignments.account(access)))
                .permissionSetProvisioningStatus();
        PermissionSetProvisioningStatus seen = begun;
        for (Duration pause : Following.PAUSES) {
            if (seen.status() != StatusValues.IN_PROGRESS || !waiter.pause(pause)) {
                break;
            }
            try {
                seen = sso.describePermissionSetProvisioningStatus(ask ->
                                ask.instanceArn(settings.instance()).provisionPermissionSetRequestId(begun.requestId()))
                        .permissionSetProvisioningStatus();
            } catch (ResourceNotFoundException e) {
                // not to be seen yet
            }
        }
        if (seen.status() != StatusValues.SUCCEEDED) {
            return new SessionEnding.Failed("the permission set is not provisioned anew: " + seen.statusAsString()
                    + (seen.failureReason() == null ? "" : ", " + seen.failureReason()));
        }
        endings.put(access.assignment(), new Ending(cut, Optional.of(written), true));
        return new SessionEnding.Failed("denied; looked at again, as another writer may undo it");
    }

    private static SessionEnding notPossible(Instant latest, String why) {
        return new SessionEnding.NotPossible(
                Optional.of(latest), "sessions of the permission set end by themselves: " + why);
    }
}
