package io.jitaccess.spring.rest;

import io.jitaccess.problem.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A problem in the form of RFC 9457.
 *
 * @param instance for a fault: what the log calls it
 */
record ProblemJson(
        String type, String title, int status, @Nullable String instance, List<FieldJson> errors) implements JsonBody {

    /** One thing that is wrong, by field. */
    record FieldJson(String field, String code, String message) {

        static FieldJson of(Problem problem) {
            return new FieldJson(problem.field(), problem.code(), problem.message());
        }

        static List<FieldJson> listOf(List<Problem> problems) {
            return problems.stream().map(FieldJson::of).toList();
        }
    }

    static ProblemJson of(ProblemType type, @Nullable String instance, List<Problem> problems) {
        return new ProblemJson(type.uri(), type.title(), type.status().value(), instance, FieldJson.listOf(problems));
    }
}
