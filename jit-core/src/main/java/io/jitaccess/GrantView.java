package io.jitaccess;

import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.entitlement.PrincipalId;
import io.jitaccess.grant.AssignmentState;
import io.jitaccess.grant.ClaimState;
import io.jitaccess.grant.EndReason;
import io.jitaccess.grant.Grant;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A grant with its items, as one read. */
public record GrantView(Grant grant, List<Item> items) {

    /**
     * One item.
     *
     * @param standing whether the access was there before and will stay
     * @param assignment what is known of the assignment behind it
     * @param principal the account at the provider
     * @param detail what went wrong or how it ended
     * @param collectable whether the holder may collect a credential now
     * @param collected how often credentials were collected
     * @param latestUsable until when what was handed out may work, where that is later than its removal
     * @param connect where the holder goes to use it
     */
    public record Item(
            int index,
            Entitlement entitlement,
            ClaimState state,
            boolean standing,
            Optional<EndReason> endReason,
            Optional<AssignmentState> assignment,
            Optional<PrincipalId> principal,
            Optional<String> detail,
            boolean collectable,
            int collected,
            Optional<Instant> latestUsable,
            Optional<URI> connect) {}

    public GrantView {
        items = List.copyOf(items);
    }
}
