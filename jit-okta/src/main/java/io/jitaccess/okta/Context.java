package io.jitaccess.okta;

import io.jitaccess.entitlement.ProviderId;
import java.net.URI;
import java.time.Clock;

/**
 * What the kinds share.
 *
 * @param endsSessions whether a person's sessions may be ended when access was removed
 */
record Context(
        ProviderId provider, Okta okta, People people, Limits limits, URI org, boolean endsSessions, Clock clock) {}
