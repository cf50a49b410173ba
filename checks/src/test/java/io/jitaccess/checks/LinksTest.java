package io.jitaccess.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every relative link of every page of the repository leads somewhere, its anchor included. */
class LinksTest {

    private static final Path ROOT =
            Path.of(System.getProperty("api.root")).toAbsolutePath().normalize();
    private static final Set<String> NOT_OURS = Set.of("target", "node_modules", ".git");

    private static List<Path> pages() throws IOException {
        try (Stream<Path> all = Files.walk(ROOT)) {
            return all.filter(path -> path.toString().endsWith(".md"))
                    .filter(path -> Stream.of(ROOT.relativize(path).toString().split("/"))
                            .noneMatch(NOT_OURS::contains))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void everyLinkLeadsSomewhere() throws IOException {
        List<Path> pages = pages();
        assertThat(pages).hasSizeGreaterThan(10);
        assertThat(pages.stream().flatMap(page -> new Page(page).broken(ROOT).stream()))
                .isEmpty();
    }

    @Test
    void linksOfEveryFormAreSeen() throws IOException {
        Path page = Files.createTempDirectory("links").resolve("page.md");
        Files.writeString(page, """
                # A `page` of *its* own, really

                ## Twice
                ## Twice

                [good](#a-page-of-its-own-really), [good](page.md#twice-1), [out](https://example.org/none#x),
                [mail](mailto:a@example.org) and `[code](none.md)`
                [gone](gone.md) and ![picture](gone.png "title") and [anchor](#gone) and
                [anchor elsewhere](page.md#twice-2) and [named] and [outside](../../../../../../../etc/passwd)

                ```
                [fenced](none.md)
                # fenced
                ```

                [named]: named.md
                [one
                that is wrapped](wrapped.md)
                """);

        assertThat(new Page(page).broken(page.getParent()))
                .containsExactly(
                        "page.md:8: gone.md",
                        "page.md:8: gone.png",
                        "page.md:8: #gone",
                        "page.md:9: page.md#twice-2",
                        "page.md:9: ../../../../../../../etc/passwd",
                        "page.md:16: named.md",
                        "page.md:18: wrapped.md");
    }
}
