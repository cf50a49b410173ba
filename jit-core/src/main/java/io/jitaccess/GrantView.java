package io.jitaccess;

import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.entitlement.PrincipalId;
import io.jitaccess.grant.AssignmentState;
import io.jitaccess.grant.ClaimState;
import io.jitaccess.grant.EndReason;
import io.jitaccess.grant.Grant;
import io.jitaccess.spi.ConnectLinks.Link;
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
     * @param usableFrom while the access is held: when what was sent last holds everywhere, at the latest; empty where that
     *     is at once
     * @param latestUsable until when what was handed out may work, where that is later than its removal; and of an item that has
     *     ended by a removal, when that removal holds everywhere, at the latest
     * @param connect where the holder goes to use it, or why there is no such place; empty where the provider has no links
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
            Optional<Instant> usableFrom,
            Optional<Instant> latestUsable,
            Optional<Link> connect) {}

    public GrantView {
        items = List.copyOf(items);
    }
}
