package io.jitaccess.gcp;

import io.jitaccess.entitlement.ProviderId;
import java.time.Clock;

/**
 * What the kinds share.
 *
 * @param mark what the titles of bindings of this installation begin with
 */
record Context(
        ProviderId provider,
        Google google,
        Policies policies,
        Members members,
        AuditLog log,
        Links links,
        String mark,
        Clock clock,
        Limits limits) {}
