package io.jitaccess.okta.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The comparison finds what is unlike: without this, a description that matches everything would pass. */
class DescriptionTest {

    private static final Description DESCRIPTION = new Description();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET|/api/v1/groups/rules|limit=201||maximum",
                "GET|/api/v1/groups/00g1/users|foo=1||unexpected",
                "GET|/api/v1/nothing/00g1|||path.missing",
                "PATCH|/api/v1/groups/00g1/users/00u1|||notAllowed",
                "POST|/api/v1/users/00u1/roles||{\"type\":7}|schema",
                "POST|/api/v1/apps/0oa1/users||{\"scope\":\"EVERYBODY\"}|schema"
            })
    void what_is_unlike_is_found(String method, String path, String query, String body, String what) {
        assertThat(DESCRIPTION.problems(
                        method, path, query == null ? "" : query, "application/json", body == null ? "" : body))
                .isNotEmpty()
                .allSatisfy(problem -> assertThat(problem).contains(what));
    }
}
