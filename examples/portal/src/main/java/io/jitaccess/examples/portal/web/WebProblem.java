package io.jitaccess.examples.portal.web;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** A refusal in the form of the REST API's problems, so that the page shows both alike. */
public final class WebProblem extends ErrorResponseException {

    private static final long serialVersionUID = 1L;

    private WebProblem(HttpStatus status, ProblemDetail detail) {
        super(status, detail, null);
    }

    /**
     * Makes one that names one field.
     *
     * @param type what the problem's type ends with
     * @param field the field of the ask; empty for the ask as a whole
     */
    public static WebProblem of(HttpStatus status, String type, String field, String message) {
        ProblemDetail detail = ProblemDetail.forStatus(status);
        detail.setType(URI.create("urn:jitaccess-portal:problem:" + type));
        detail.setTitle(message);
        detail.setProperty("errors", List.of(Map.of("field", field, "code", type, "message", message)));
        return new WebProblem(status, detail);
    }
}
