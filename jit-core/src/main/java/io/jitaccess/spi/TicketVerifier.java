package io.jitaccess.spi;

import io.jitaccess.identity.Identity;

/** Vouches for tickets. Called by the asking thread, outside any transaction, at asking and explaining; bounded. */
public interface TicketVerifier {

    /** Whether the ticket exists, is open and may carry a request of this beneficiary; unknown counts as no. */
    Lookup<Boolean> verify(String ticket, Identity beneficiary);
}
