package io.jitaccess.okta;

import static org.assertj.core.api.Assertions.assertThat;

import io.jitaccess.GrantView;
import io.jitaccess.id.GrantId;
import io.jitaccess.spi.ConnectLinks.Link;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Okta names no address of its own for a group's apps or a role: everything begins at the person's own page. */
class ConnectLinkTest {

    private final World world = new World();

    @AfterEach
    void close() {
        world.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"group-membership", "app-assignment", "admin-role"})
    void the_link_is_the_persons_own_page_and_nobody_is_asked(String kind) {
        assertThat(world.provider.connectLink(world.access(world.of(kind), world.ann)))
                .isEqualTo(new Link.To(world.okta.uri().resolve("/app/UserHome")));
        assertThat(world.okta.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://example.okta.com", "https://example.okta.com/", "https://login.example.com//"})
    void an_address_with_a_slash_at_its_end_makes_no_other_link(String org) {
        try (OktaProvider provider = world.builder().org(URI.create(org)).build()) {
            assertThat(provider.connectLink(world.access(World.app(world.wiki), world.ann)))
                    .isInstanceOfSatisfying(
                            Link.To.class,
                            to -> assertThat(to.address().getRawPath()).isEqualTo("/app/UserHome"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"group-membership", "app-assignment", "admin-role"})
    void the_holder_sees_it_while_there_is_something_to_use(String kind) {
        try (Library library = Library.of(world, world.provider, world.of(kind))) {
            GrantId grant = library.ask("ann", "it", Duration.ofHours(1)).orElseThrow();
            assertThat(item(library, grant).connect())
                    .contains(new Link.To(world.okta.uri().resolve("/app/UserHome")));
            library.release("ann", grant);
            library.pass(Duration.ofMinutes(10));
            assertThat(item(library, grant).connect()).isEmpty();
        }
    }

    private static GrantView.Item item(Library library, GrantId grant) {
        return library.view(grant).items().get(0);
    }
}
