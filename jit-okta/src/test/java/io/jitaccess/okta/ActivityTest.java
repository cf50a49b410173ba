package io.jitaccess.okta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.id.GrantId;
import io.jitaccess.identity.IdentityId;
import io.jitaccess.okta.FakeLog.Event;
import io.jitaccess.okta.FakeUsers.FakeUser;
import io.jitaccess.spi.AccessRef;
import io.jitaccess.spi.ActivitySource;
import io.jitaccess.spi.ActivitySource.Activity;
import io.jitaccess.spi.ProviderException;
import io.jitaccess.testkit.provider.ProviderFaults;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ActivityTest {

    private final World world = new World();
    private final Instant from = world.clock.now();
    private final Instant to = from.plusSeconds(400);

    @AfterEach
    void close() {
        world.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"group-membership", "app-assignment", "admin-role"})
    void everything_that_the_person_did_in_the_time_is_told_page_by_page(String kind) {
        for (int second = -1; second < 402; second++) {
            happens(second, "e" + second, world.ann);
        }
        happens(0, "other", world.ben);
        List<List<Activity>> pages = pages(world.access(world.of(kind), world.ann));
        assertThat(pages).hasSizeGreaterThan(1);
        assertThat(pages.stream().flatMap(List::stream).map(Activity::action))
                .containsExactlyElementsOf(
                        IntStream.range(0, 400).mapToObj(i -> "e" + i).toList());
    }

    /** What was done in an app is about the app; what an administrator or a member did may be about anything. */
    @Test
    void of_an_app_what_is_about_it_is_told_and_of_all_else_whatever_the_person_did() {
        happens(1, "opened", world.ann, world.wiki);
        happens(2, "elsewhere", world.ann, world.shop);
        assertThat(pages(world.access(World.app(world.wiki), world.ann)).get(0))
                .extracting(Activity::action, Activity::resource)
                .containsExactly(tuple("opened", "the " + world.wiki + " (AppInstance " + world.wiki + ")"));
        assertThat(actions(World.role("READ_ONLY_ADMIN"))).containsExactly("opened", "elsewhere");
        assertThat(actions(World.membership(world.readers))).containsExactly("opened", "elsewhere");
    }

    @ParameterizedTest
    @ValueSource(strings = {"group-membership", "app-assignment", "admin-role"})
    void from_when_on_it_is_final_and_what_it_cannot_show_is_said(String kind) {
        ActivitySource.Page page =
                world.provider.activity(world.access(world.of(kind), world.ann), from, to, Optional.empty());
        assertThat(page.entries()).isEmpty();
        assertThat(page.completeFrom()).contains(to.plus(Duration.ofMinutes(10)));
        assertThat(page.limits()).contains("not what was done in the apps", "90 days");
    }

    /** A filter that could be broken out of would be refused, or tell what ben did. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "x\" or actor.id eq \"BEN",
                "BEN\" and target.id eq \"WIKI",
                "x\\\" or actor.id eq \\\"BEN",
                "\\",
                "BEN\\",
                "\"",
                "BEN&filter=actor.id eq \"BEN\"",
                "%22 or actor.id eq %22BEN"
            })
    void a_hostile_principal_did_nothing(String principal) {
        happens(1, "secret", world.ben);
        String hostile = principal.replace("BEN", world.ben.id).replace("WIKI", world.wiki);
        for (String kind : List.of("group-membership", "app-assignment", "admin-role")) {
            assertThat(pages(world.access(world.of(kind), hostile))).containsExactly(List.of());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"group-membership", "app-assignment", "admin-role"})
    void a_log_that_is_not_shown_is_no_empty_one(String kind) {
        AccessRef access = world.access(world.of(kind), world.ann);
        for (ProviderFaults.Kind fault : List.of(
                ProviderFaults.Kind.FORBIDDEN, ProviderFaults.Kind.THROTTLED, ProviderFaults.Kind.SERVER_ERROR)) {
            world.okta.begin(fault);
            assertThatThrownBy(() -> pages(access)).isInstanceOf(ProviderException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"group-membership", "app-assignment", "admin-role"})
    void the_holder_reads_through_the_library_what_was_done_while_the_grant_ran(String kind) {
        try (Library library = Library.of(world, world.provider, world.of(kind))) {
            happens(-1, "before", world.ann);
            GrantId grant = library.ask("ann", "it", Duration.ofMinutes(5)).orElseThrow();
            happens(1, "during", world.ann);
            happens(1800, "after", world.ann);
            library.pass(Duration.ofMinutes(5));
            library.pass(Duration.ofMinutes(5));
            library.pass(Duration.ofHours(1));
            assertThat(library.jit()
                            .grants()
                            .activity(new IdentityId("ann"), grant, 0, Optional.empty())
                            .orElseThrow()
                            .entries())
                    .extracting(Activity::action)
                    .containsExactly("during");
        }
    }

    private void happens(long second, String what, FakeUser who) {
        happens(second, what, who, world.wiki);
    }

    private void happens(long second, String what, FakeUser who, String target) {
        world.okta.org.log.events.add(new Event(from.plusSeconds(second), what, who.id, target));
    }

    private List<String> actions(Entitlement entitlement) {
        return pages(world.access(entitlement, world.ann)).stream()
                .flatMap(List::stream)
                .map(Activity::action)
                .toList();
    }

    private List<List<Activity>> pages(AccessRef access) {
        List<List<Activity>> pages = new ArrayList<>();
        Optional<String> next = Optional.empty();
        do {
            ActivitySource.Page page = world.provider.activity(access, from, to, next);
            pages.add(page.entries());
            next = page.next();
        } while (next.isPresent());
        return pages;
    }
}
