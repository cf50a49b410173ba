package io.jitaccess.entra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitaccess.spi.AccessRef;
import io.jitaccess.spi.ActivitySource;
import io.jitaccess.spi.ActivitySource.Activity;
import io.jitaccess.spi.EntitlementDiscovery;
import io.jitaccess.spi.ListedAccess;
import io.jitaccess.spi.ProviderException;
import io.jitaccess.spi.SessionEnder.SessionEnding;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Listings, discovery, activity, and what is said of sessions. */
class ReadingTest {

    private final World world = new World();
    private final EntraProvider provider = world.builder()
            .groups(List.of(World.ONCALL, World.GONE, World.READERS))
            .build();
    private final AccessRef access = World.access(provider, World.ANN, World.group(World.ONCALL));

    @AfterEach
    void close() {
        provider.close();
        world.close();
    }

    @Test
    void a_listing_goes_through_all_pages_of_all_groups_and_past_one_that_is_gone() {
        for (int i = 0; i < 5; i++) {
            world.directory.put(World.ONCALL, "e0000000-0000-4000-8000-00000000000" + i);
        }
        world.directory.put(World.READERS, World.BEN);

        List<ListedAccess> all = new ArrayList<>();
        Optional<String> from = Optional.empty();
        do {
            ListedAccess.Page page = provider.list(GroupMembership.KIND, from);
            all.addAll(page.entries());
            from = page.next();
        } while (from.isPresent());
        assertThat(all).hasSize(6).extracting(ListedAccess::until).containsOnly(Optional.empty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "0", "-1?", "99999999?", "0?\nHost: evil", "http://evil/?", "0?$skiptoken=a b", "?"})
    void a_page_that_was_made_up_is_none(String from) {
        assertThatThrownBy(() -> provider.list(GroupMembership.KIND, Optional.of(from)))
                .isInstanceOf(ProviderException.class);
        assertThatThrownBy(() -> provider.activity(access, Instant.EPOCH, Instant.EPOCH, Optional.of(from)))
                .isInstanceOf(ProviderException.class);
    }

    @Test
    void a_made_up_page_reaches_no_other_address() {
        provider.list(GroupMembership.KIND, Optional.of("0?$skiptoken=1&x=http://evil.example.org/"));

        assertThat(world.graph.requests).containsExactly("GET /groups/" + World.ONCALL + "/members");
    }

    @Test
    void discovery_names_the_groups_that_are_there_and_fit() {
        world.directory.group(World.READERS, group -> group.addProperty("onPremisesSyncEnabled", true));

        EntitlementDiscovery.Page page = provider.discover(GroupMembership.KIND, Optional.empty());

        assertThat(page.next()).isEmpty();
        assertThat(page.entries())
                .containsExactly(new EntitlementDiscovery.Discovered(World.group(World.ONCALL), "Group 1"));
    }

    @Test
    void activity_is_what_the_logs_say_of_the_person_in_the_time() {
        Instant from = world.clock.now();
        for (int i = 0; i < 3; i++) {
            world.graph.logs.add(new FakeLogs.Entry(false, World.ANN, from.plusSeconds(i), "Update user"));
        }
        world.graph.logs.add(new FakeLogs.Entry(true, World.ANN, from.plusSeconds(5), "Azure Portal"));
        world.graph.logs.add(new FakeLogs.Entry(false, World.BEN, from, "Delete group"));
        world.graph.logs.add(new FakeLogs.Entry(false, World.ANN, from.plusSeconds(60), "too late"));

        assertThat(activity(from)).containsExactly("Update user", "Update user", "Update user", "Sign-in");
        world.graph.logs.withoutLicence();
        assertThat(activity(from)).hasSize(3);
    }

    private List<String> activity(Instant from) {
        List<String> all = new ArrayList<>();
        Optional<String> next = Optional.empty();
        do {
            ActivitySource.Page page = provider.activity(access, from, from.plusSeconds(60), next);
            page.entries().stream().map(Activity::action).forEach(all::add);
            next = page.next();
        } while (next.isPresent());
        return all;
    }

    @Test
    void sessions_are_ended_only_when_that_is_switched_on_and_tokens_outlive_both() {
        Instant tokens = world.clock.now().plus(Duration.ofMinutes(90));
        assertThat(provider.endSessions(access))
                .isInstanceOfSatisfying(
                        SessionEnding.NotPossible.class,
                        not -> assertThat(not.latestUsable()).contains(tokens));
        assertThat(world.directory.ended).isEmpty();
        try (EntraProvider ending = world.builder()
                .groups(List.of(World.ONCALL))
                .revokeSignInSessions(true)
                .build()) {
            assertThat(ending.endSessions(access)).isInstanceOfSatisfying(SessionEnding.NotPossible.class, not -> {
                assertThat(not.latestUsable()).contains(tokens);
                assertThat(not.message()).contains("were ended");
            });
            assertThat(world.directory.ended).containsExactly(World.ANN);
        }
    }
}
