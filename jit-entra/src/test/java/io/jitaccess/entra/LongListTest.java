package io.jitaccess.entra;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.jitaccess.entitlement.EntitlementKind;
import io.jitaccess.entra.FakeGraph.Reply;
import io.jitaccess.spi.ListedAccess;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** However much Graph tells at once, a page of a listing holds no more than the SPI allows, and nothing is left out. */
class LongListTest {

    private static final int PEOPLE = 2_300;

    private final World world = new World();

    @AfterEach
    void close() {
        world.close();
    }

    @ParameterizedTest
    @CsvSource({
        "group-membership, MEMBERS_READ",
        "pim-group-membership, MEMBERS_READ",
        "pim-group-membership, PIM_GROUP_READ",
        "directory-role, ROLE_READ"
    })
    void a_list_that_is_too_long_for_a_page_fills_several(String kind, FakeRoute route) {
        world.graph.answer(
                request -> request.route() == route ? Optional.of(Reply.of(200, page(route))) : Optional.empty());

        try (EntraProvider provider = world.builder()
                .groups(List.of(World.ONCALL))
                .pimGroups(List.of(World.ADMINS))
                .directoryRoles(List.of(World.READER))
                .build()) {
            List<ListedAccess> all = new ArrayList<>();
            Optional<String> from = Optional.empty();
            do {
                ListedAccess.Page page = provider.list(new EntitlementKind(kind), from);
                assertThat(page.entries()).hasSizeLessThanOrEqualTo(1_000);
                all.addAll(page.entries());
                from = page.next();
            } while (from.isPresent());
            assertThat(all)
                    .extracting(ListedAccess::principal)
                    .doesNotHaveDuplicates()
                    .hasSize(PEOPLE);
        }
    }

    private static JsonObject page(FakeRoute route) {
        JsonArray values = new JsonArray();
        for (int i = 0; i < PEOPLE; i++) {
            String person = new UUID(0xa000_0000_0000_4000L, i).toString();
            JsonObject each = new JsonObject();
            Map<String, String> fields = switch (route) {
                case PIM_GROUP_READ ->
                    Map.of(
                            "principalId",
                            person,
                            "accessId",
                            "member",
                            "memberType",
                            "direct",
                            "assignmentType",
                            "assigned");
                case ROLE_READ ->
                    Map.of(
                            "principalId",
                            person,
                            "directoryScopeId",
                            "/",
                            "memberType",
                            "Direct",
                            "assignmentType",
                            "Assigned");
                default -> Map.of("@odata.type", "#microsoft.graph.user", "id", person);
            };
            fields.forEach(each::addProperty);
            values.add(each);
        }
        JsonObject body = new JsonObject();
        body.add("value", values);
        return body;
    }
}
