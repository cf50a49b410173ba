package io.jitaccess.okta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jitaccess.okta.Walk.Part;
import io.jitaccess.spi.ProviderException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages over pages: all of it, in pages that are not too long, and never without end. */
class WalkTest {

    @Test
    void everything_in_all_groups_is_found_in_pages_that_the_spi_allows() {
        Map<String, List<String>> groups = Map.of("", List.of("a", "b"), "more", List.of("c"));
        Walk<String, String> walk = new Walk<>(
                from -> Part.of(groups.get(from.orElse("")), from.isEmpty() ? "more" : null), (group, from) -> {
                    int begin = from.map(Integer::parseInt).orElse(0);
                    List<String> some = IntStream.range(begin, begin + 200)
                            .mapToObj(i -> group + i)
                            .toList();
                    return Part.of(some, begin < 1_200 ? String.valueOf(begin + 200) : null);
                });

        List<String> all = new ArrayList<>();
        Optional<String> from = Optional.empty();
        do {
            Part<String> page = walk.page(from);
            assertThat(page.entries()).hasSizeLessThanOrEqualTo(1_000);
            all.addAll(page.entries());
            from = page.next();
        } while (from.isPresent());
        assertThat(all).doesNotHaveDuplicates().hasSize(3 * 1_400);
    }

    /** Of one page that leads to itself, and of some that lead to each other. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7})
    void pages_that_go_round_end_in_a_fault(int round) {
        Walk<String, String> walk = new Walk<>(
                from -> Part.only(List.of("a")),
                (group, from) -> Part.of(
                        List.of("x"), String.valueOf(from.map(Integer::parseInt).orElse(0) % round + 1)));

        assertThatThrownBy(() -> {
                    Optional<String> from = Optional.empty();
                    do {
                        from = walk.page(from).next();
                    } while (from.isPresent());
                })
                .isInstanceOf(ProviderException.class)
                .hasMessageContaining("do not end");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7})
    void pages_of_groups_that_go_round_end_in_a_fault(int round) {
        Walk<String, String> walk = new Walk<>(
                from -> Part.of(
                        List.of("a"), String.valueOf(from.map(Integer::parseInt).orElse(0) % round + 1)),
                (group, from) -> Part.only(List.of("x")));

        assertThatThrownBy(() -> {
                    // far more than may come in a row: without its guard the test fails rather than going on for ever
                    Optional<String> from = Optional.empty();
                    for (int page = 0; page < 50_000; page++) {
                        from = walk.page(from).next();
                    }
                })
                .isInstanceOf(ProviderException.class)
                .hasMessageContaining("do not end");
    }

    @Test
    void a_page_that_leads_to_itself_ends_at_once() {
        Walk<String, String> walk =
                new Walk<>(from -> Part.only(List.of("a")), (group, from) -> Part.of(List.of("x"), "again"));

        assertThatThrownBy(() -> walk.page(Optional.empty()))
                .isInstanceOf(ProviderException.class)
                .hasMessageContaining("do not end");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "0..", "0.0..", "0.0.0.!.", "-.0.0..", "0.0.0...", "99999999999.0.0.."})
    void a_beginning_that_was_made_up_is_none(String from) {
        Walk<String, String> walk = new Walk<>(at -> Part.only(List.of("a")), (group, at) -> Part.only(List.of("x")));

        assertThatThrownBy(() -> walk.page(Optional.of(from))).isInstanceOf(ProviderException.class);
    }
}
