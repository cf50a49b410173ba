package io.jitaccess.testkit.provider;

import static io.jitaccess.testkit.provider.Bench.expect;

import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.spi.AccessRef;
import io.jitaccess.spi.KindDescriptor.Attribute;
import io.jitaccess.spi.Observation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Values that somebody might put into a request to get more than was meant. */
final class HostileText {

    private HostileText() {}

    /** The sample with each attribute in turn replaced by hostile text; what the core itself refuses is left out. */
    static List<Entitlement> in(Scene scene) {
        List<Entitlement> hostile = new ArrayList<>();
        for (Attribute attribute : scene.kind.attributes()) {
            String good = scene.sample.entitlement().attribute(attribute.name()).orElse("x");
            texts(good)
                    .flatMap(text -> with(scene.sample.entitlement(), attribute.name(), text).stream())
                    .forEach(hostile::add);
        }
        return hostile;
    }

    static void touchesNothingElse(Bench bench) {
        bench.eachKind(Scene::observable, "nobody can see it", scene -> {
            AccessRef held = scene.given(scene.access(1));
            AccessRef notHeld = scene.access(0);
            AccessRef another = scene.access(0, scene.sample.another());
            in(scene).stream()
                    .filter(hostile -> scene.provider.validate(hostile).isEmpty())
                    .forEach(hostile -> {
                        AccessRef access = scene.access(notHeld.principal(), hostile);
                        String name = hostile.toString();
                        Observation look = scene.observe(access);
                        expect(!(look instanceof Observation.Present), "nothing seen at " + name, look);
                        scene.assign(access, scene.until(), false);
                        expect(!scene.isInForce(notHeld), "no access to the sample by " + name, scene.seen(notHeld));
                        expect(!scene.isInForce(another), "no access to the other by " + name, scene.seen(another));
                        scene.revoke(access);
                        expect(scene.isInForce(held), "the other account's access after a revoke of " + name, "none");
                    });
        });
    }

    private static Stream<String> texts(String good) {
        return Stream.of(
                good + "'",
                good + "\"",
                "' OR '1'='1",
                good + "'; DROP TABLE users; --",
                good + "\"; DROP ROLE x; --",
                good + "\\",
                good + "\n" + good,
                good + "\u0000",
                good + "\u2028" + good,
                good + "\u202e",
                good.replace('a', 'а').replace('e', 'е').replace('o', 'о') + "і",
                "ｒｏｌｅ",
                "x".repeat(4096),
                "*",
                "%",
                "_",
                good + "*",
                "(|(cn=*))",
                "${env:HOME}",
                "${" + good + "}",
                "#{" + good + "}",
                "$(id)",
                "`id`",
                "../" + good,
                good + "/../" + good,
                good + "%2F..",
                good + "?x=1&y=2",
                good + "#x",
                good + ",ou=x",
                good + " " + good,
                "{\"a\":1}",
                "<a/>",
                "😀");
    }

    private static Optional<Entitlement> with(Entitlement good, String attribute, String text) {
        TreeMap<String, String> attributes = new TreeMap<>(good.attributes());
        attributes.put(attribute, text);
        try {
            return Optional.of(new Entitlement(good.provider(), good.kind(), attributes));
        } catch (IllegalArgumentException refusedByTheCore) {
            return Optional.empty();
        }
    }
}
