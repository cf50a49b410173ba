package io.jitaccess.okta;

import java.util.List;
import java.util.Map;

/** An error answer of Okta (developer.okta.com/docs/reference/error-codes). */
final class FakeFault extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;

    FakeFault(int status, String code, String summary) {
        super(summary);
        this.status = status;
        this.code = code;
    }

    static FakeFault notFound(String what) {
        return new FakeFault(404, "E0000007", "Not found: Resource not found: " + what);
    }

    static FakeFault forbidden() {
        return new FakeFault(403, "E0000006", "You do not have permission to perform the requested action");
    }

    int status() {
        return status;
    }

    String body() {
        return Json.of(Map.of(
                "errorCode",
                code,
                "errorSummary",
                String.valueOf(getMessage()),
                "errorLink",
                code,
                "errorId",
                "oae-fake",
                "errorCauses",
                List.of()));
    }
}
