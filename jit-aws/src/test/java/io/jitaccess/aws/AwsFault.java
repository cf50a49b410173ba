package io.jitaccess.aws;

import java.util.Map;
import java.util.TreeMap;

/** An error answer of AWS. */
final class AwsFault extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;
    private final TreeMap<String, String> more = new TreeMap<>();

    AwsFault(int status, String code, String message) {
        super(message);
        this.status = status;
        this.code = code;
    }

    AwsFault with(String field, String value) {
        more.put(field, value);
        return this;
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }

    Map<String, Object> body() {
        Map<String, Object> body = new TreeMap<>(more);
        body.put("__type", code);
        body.put("Message", getMessage());
        body.put("message", getMessage());
        return body;
    }
}
