package io.jitaccess.aws;

import java.time.Duration;

/** What holds for all of IAM. */
final class Iam {

    /** IAM is eventually consistent; AWS gives no number. Its own tools wait for seconds. */
    static final Duration READ_LAG = Duration.ofSeconds(30);

    /** IAM speaks of "minutes" in its guide to troubleshooting. */
    static final Duration PROPAGATION = Duration.ofMinutes(5);

    private Iam() {}
}
