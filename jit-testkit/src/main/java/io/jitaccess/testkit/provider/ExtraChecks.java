package io.jitaccess.testkit.provider;

import static io.jitaccess.testkit.provider.Bench.expect;

import io.jitaccess.spi.AccessRef;
import io.jitaccess.spi.ActivitySource;
import io.jitaccess.spi.ConnectLinks;
import io.jitaccess.spi.ConnectLinks.Link;
import io.jitaccess.spi.EntitlementDiscovery;
import io.jitaccess.spi.EntitlementVerifier;
import io.jitaccess.spi.EntitlementVerifier.Verification;
import io.jitaccess.spi.SelfCheck;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Links, discovery and activity. */
final class ExtraChecks {

    private ExtraChecks() {}

    static void links(Bench bench) {
        if (!(bench.provider() instanceof ConnectLinks links)) {
            bench.notRun().accept("it has no connect links");
            return;
        }
        bench.eachKind(scene -> {
            AccessRef access = scene.access(0);
            Link link = links.connectLink(access);
            expect(links.connectLink(access).equals(link), "the same link at each call, " + link, "another");
            if (link instanceof Link.To to) {
                URI uri = to.address();
                expect(uri.getRawUserInfo() == null, "a link without user name and password", uri.getHost());
            }
        });
    }

    static void verification(Bench bench) {
        if (!(bench.provider() instanceof EntitlementVerifier verifier)) {
            bench.notRun().accept("it verifies no entitlements");
            return;
        }
        bench.eachKind(scene -> {
            Verification seen = verifier.verify(scene.access(0).entitlement());
            expect(seen instanceof Verification.Usable, "that its sample is usable", seen);
        });
    }

    static void selfCheck(Bench bench) {
        if (!(bench.provider() instanceof SelfCheck check)) {
            bench.notRun().accept("it has no self-check");
            return;
        }
        expect(
                check.missingRights().isEmpty(),
                "no missing right, as all of the contract passes",
                check.missingRights());
    }

    static void discovery(Bench bench) {
        if (!(bench.provider() instanceof EntitlementDiscovery discovery)) {
            bench.notRun().accept("it discovers no entitlements");
            return;
        }
        bench.eachKind(scene -> {
            Set<String> pages = new HashSet<>();
            Optional<String> from = Optional.empty();
            do {
                EntitlementDiscovery.Page page = discovery.discover(scene.kind.kind(), from);
                expect(
                        page.entries().size() <= 1000,
                        "pages of at most 1000",
                        page.entries().size());
                page.entries()
                        .forEach(found -> expect(
                                scene.provider.validate(found.entitlement()).isEmpty()
                                        && found.entitlement().kind().equals(scene.kind.kind()),
                                "well formed entitlements of the kind",
                                found));
                from = page.next();
                expect(from.isEmpty() || pages.add(from.get()), "a listing that ends", "the page " + from + " twice");
            } while (from.isPresent());
        });
    }

    static void activity(Bench bench) {
        if (!(bench.provider() instanceof ActivitySource source)) {
            bench.notRun().accept("it tells no activity");
            return;
        }
        bench.eachKind(scene -> {
            AccessRef access = scene.given(scene.access(0));
            Instant to = bench.clock().instant();
            Instant start = to.minus(Duration.ofHours(1));
            Set<String> pages = new HashSet<>();
            Optional<String> from = Optional.empty();
            do {
                ActivitySource.Page page = source.activity(access, start, to, from);
                page.entries()
                        .forEach(entry -> expect(
                                !entry.at().isBefore(start) && entry.at().isBefore(to),
                                "activity from " + start + " to before " + to,
                                entry));
                from = page.next();
                expect(from.isEmpty() || pages.add(from.get()), "a log that ends", "the page " + from + " twice");
            } while (from.isPresent());
            scene.revoke(access);
        });
    }
}
