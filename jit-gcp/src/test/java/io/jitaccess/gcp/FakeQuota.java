package io.jitaccess.gcp;

import io.jitaccess.gcp.FakeGoogle.Refusal;
import io.jitaccess.gcp.FakeGoogle.Request;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;

/**
 * How many reads and writes of policies Google takes a minute: 6,000 and 600 for a project (cloud.google.com/iam/quotas,
 * said of the IAM API; what Resource Manager takes is not published, so it is taken to be the same).
 */
final class FakeQuota {

    private static final int READS = 6_000;
    private static final int WRITES = 600;

    private final Clock clock;
    private final Map<String, Integer> counts = new HashMap<>();
    private long minute;

    FakeQuota(Clock clock) {
        this.clock = clock;
    }

    synchronized void count(Request request) {
        if (!request.route().service().equals("policies")) {
            return;
        }
        long now = clock.instant().getEpochSecond() / 60;
        if (now != minute) {
            minute = now;
            counts.clear();
        }
        boolean writes = request.route().writes();
        if (counts.merge(writes + " " + request.name(), 1, Integer::sum) > (writes ? WRITES : READS)) {
            throw new Refusal(429, "RESOURCE_EXHAUSTED", "Quota exceeded for quota metric");
        }
    }
}
