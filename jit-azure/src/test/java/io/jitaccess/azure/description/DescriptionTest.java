package io.jitaccess.azure.description;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The comparison finds what is unlike: without this, a description that matches everything would pass. */
class DescriptionTest {

    private static final Description DESCRIPTION = new Description();
    private static final String AT = "/subscriptions/s/providers/Microsoft.Authorization/";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "GET|nothings|api-version=2022-04-01||no such operation",
                "PATCH|roleAssignments/a|api-version=2022-04-01||no such operation",
                "GET|roleAssignments|api-version=2015-07-01||must be 2022-04-01",
                "GET|roleAssignments|||api-version is missing",
                "GET|roleAssignments|api-version=2022-04-01&$top=5||$top is unknown",
                "GET|roleAssignments|api-version=2022-04-01|{}|a body is unknown",
                "PUT|roleAssignments/a|api-version=2022-04-01||a body is missing",
                "PUT|roleAssignments/a|api-version=2022-04-01|{\"properties\":{\"roleDefinitionId\":\"r\"}}|principalId is missing",
                "PUT|roleAssignments/a|api-version=2022-04-01|{}|properties is missing",
                "PUT|roleAssignmentScheduleRequests/a|api-version=2020-10-01|{\"properties\":{\"status\":\"Granted\"}}|by Azure alone",
                "PUT|roleAssignmentScheduleRequests/a|api-version=2020-10-01|{\"properties\":{\"reason\":\"r\"}}|reason is unknown",
                "PUT|roleAssignmentScheduleRequests/a|api-version=2020-10-01|{\"properties\":{\"scheduleInfo\":{\"startDateTime\":\"soon\"}}}|no DateTime",
                "PUT|roleAssignmentScheduleRequests/a|api-version=2020-10-01|{\"properties\":{\"principalId\":7}}|no String"
            })
    void what_is_unlike_is_found(String method, String path, String query, String body, String what) {
        assertThat(DESCRIPTION.problems(method, AT + path, query == null ? "" : query, body == null ? "" : body))
                .isNotEmpty()
                .allSatisfy(problem -> assertThat(problem).contains(what));
    }
}
