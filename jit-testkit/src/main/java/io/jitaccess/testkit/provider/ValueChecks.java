package io.jitaccess.testkit.provider;

import static io.jitaccess.testkit.provider.Bench.expect;

import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.entitlement.EntitlementKind;
import io.jitaccess.entitlement.ProviderId;
import io.jitaccess.entitlement.TargetKey;
import io.jitaccess.identity.Identity;
import io.jitaccess.problem.Problem;
import io.jitaccess.spi.AccessProvider;
import io.jitaccess.spi.AccessRef;
import io.jitaccess.spi.BatchProvider;
import io.jitaccess.spi.CredentialIssuer;
import io.jitaccess.spi.KindDescriptor;
import io.jitaccess.spi.KindDescriptor.Attribute;
import io.jitaccess.spi.PrincipalLookup;
import io.jitaccess.testkit.provider.KindSample.Covering;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What a provider judges from the values alone, and whom it knows. */
final class ValueChecks {

    private static final String NOT_DECLARED = "attribute-of-the-contract-test";

    private ValueChecks() {}

    static void declarations(Bench bench) {
        AccessProvider provider = bench.provider();
        bench.guarded("kinds", () -> {
            List<KindDescriptor> kinds = provider.kinds();
            Set<EntitlementKind> names = new HashSet<>();
            kinds.forEach(kind -> expect(names.add(kind.kind()), "each kind declared once", kind.kind() + " twice"));
            expect(!kinds.isEmpty(), "at least one kind", kinds);
            expect(provider.kinds().equals(kinds), "the same kinds at each call", provider.kinds());
            expect(provider.id().equals(provider.id()), "the same id at each call", provider.id());
        });
        bench.eachKind(scene -> {
            expect(!scene.kind.attributes().isEmpty(), "a kind that declares its attributes", "none");
            scene.sample
                    .entitlement()
                    .attributes()
                    .keySet()
                    .forEach(name -> expect(
                            scene.kind.attributes().stream()
                                    .map(Attribute::name)
                                    .anyMatch(name::equals),
                            "every attribute of the sample declared",
                            name + " undeclared"));
        });
    }

    static void implementations(Bench bench) {
        AccessProvider provider = bench.provider();
        if (provider instanceof CredentialIssuer issuer) {
            List<Boolean> issues = new ArrayList<>();
            bench.eachKind(scene -> issues.add(issuer.issues(scene.access(0))));
            bench.guarded(
                    "credentials",
                    () -> expect(issues.contains(true), "a credential issuer that issues for one kind", "none"));
        } else {
            bench.notRun().accept("it issues no credentials");
        }
        if (provider instanceof BatchProvider batches) {
            bench.guarded(
                    "batches",
                    () -> expect(batches.largestBatch() >= 1, "batches of at least 1", batches.largestBatch()));
        } else {
            bench.notRun().accept("it has no batches");
        }
    }

    static void goodHasNoProblems(Bench bench) {
        bench.eachKind(scene -> good(scene.sample).forEach(entitlement -> {
            List<Problem> problems = scene.provider.validate(entitlement);
            expect(problems.isEmpty(), "no problem with " + entitlement, problems);
        }));
    }

    static void badIsRefused(Bench bench) {
        bench.eachKind(scene -> {
            List<Entitlement> bad = new ArrayList<>(scene.sample.invalid());
            Entitlement good = scene.sample.entitlement();
            bad.add(new Entitlement(new ProviderId("somebody-else"), good.kind(), good.attributes()));
            bad.add(new Entitlement(good.provider(), new EntitlementKind("no-such-kind"), good.attributes()));
            if (scene.sample.invalid().isEmpty()) {
                scene.notRun("the sample names no invalid entitlement; only generated ones were tried");
            }
            bad.forEach(entitlement ->
                    expect(!scene.provider.validate(entitlement).isEmpty(), "a problem with " + entitlement, "none"));
        });
    }

    static void everyProblemAtOnce(Bench bench) {
        bench.eachKind(scene -> {
            SortedMap<String, String> attributes =
                    new TreeMap<>(scene.sample.entitlement().attributes());
            List<String> wrong = new ArrayList<>();
            scene.kind.attributes().stream().filter(Attribute::required).forEach(required -> {
                attributes.remove(required.name());
                wrong.add(required.name());
            });
            attributes.put(NOT_DECLARED, "x");
            attributes.put(NOT_DECLARED + "-2", "x");
            wrong.add(NOT_DECLARED);
            wrong.add(NOT_DECLARED + "-2");
            Entitlement bad = new Entitlement(scene.provider.id(), scene.kind.kind(), attributes);
            List<Problem> problems = scene.provider.validate(bad);
            wrong.forEach(name -> expect(
                    problems.stream().anyMatch(problem -> problem.field().equals("attributes." + name)),
                    "a problem with the field attributes." + name + " among all of " + wrong,
                    problems));
        });
    }

    static void hostileIsJudged(Bench bench) {
        bench.eachKind(scene -> HostileText.in(scene).forEach(hostile -> {
            Entitlement good = scene.sample.entitlement();
            if (scene.provider.validate(hostile).isEmpty()) {
                TargetKey key = scene.provider.targetKey(hostile);
                expect(
                        !key.equals(scene.provider.targetKey(good)),
                        "a hostile value to be another access than a good one",
                        "one target key, " + key);
            } else {
                expect(!scene.provider.covers(hostile, good), "refused values to cover nothing", hostile);
                expect(!scene.provider.covers(good, hostile), "refused values to be covered by nothing", hostile);
            }
        }));
    }

    static void targetKeys(Bench bench) {
        bench.eachKind(scene -> {
            KindSample sample = scene.sample;
            TargetKey key = scene.provider.targetKey(sample.entitlement());
            sample.otherSpelling()
                    .ifPresentOrElse(
                            spelling -> {
                                TargetKey other = scene.provider.targetKey(spelling);
                                expect(other.equals(key), "one target key for two spellings, " + key, other);
                            },
                            () -> scene.notRun("the sample names no other spelling"));
            TargetKey another = scene.provider.targetKey(sample.another());
            expect(!another.equals(key), "two target keys for two accesses", key + " for both");
            TargetKey again = scene.provider.targetKey(copy(sample.entitlement()));
            expect(again.equals(key), "the same target key at each call, " + key, again);
        });
    }

    static void coversItselfAndNoMore(Bench bench) {
        bench.eachKind(scene -> {
            KindSample sample = scene.sample;
            good(sample)
                    .forEach(entitlement -> expect(
                            scene.provider.covers(entitlement, copy(entitlement)),
                            "an entitlement to cover itself",
                            entitlement + " does not"));
            expect(
                    !scene.provider.covers(sample.entitlement(), sample.another())
                            || !scene.provider.covers(sample.another(), sample.entitlement()),
                    "two accesses not to cover each other",
                    sample.entitlement() + " and " + sample.another() + " do");
            if (sample.coverings().isEmpty()) {
                scene.notRun("the sample names no wider and narrower entitlements");
            }
            sample.apart().forEach(pair -> {
                expect(!scene.provider.covers(pair.one(), pair.other()), "neither to cover the other", pair);
                expect(!scene.provider.covers(pair.other(), pair.one()), "neither to cover the other", pair);
            });
            sample.coverings().forEach(pair -> {
                expect(scene.provider.covers(pair.wider(), pair.narrower()), "the wider to cover the narrower", pair);
                expect(
                        !scene.provider.covers(pair.narrower(), pair.wider()),
                        "the narrower not to cover the wider",
                        pair);
            });
        });
    }

    static void unknownIsNotCovered(Bench bench) {
        bench.eachKind(scene -> {
            Entitlement good = scene.sample.entitlement();
            Stream<Entitlement> foreign = Stream.of(
                    new Entitlement(new ProviderId("somebody-else"), good.kind(), good.attributes()),
                    new Entitlement(good.provider(), new EntitlementKind("no-such-kind"), good.attributes()));
            Stream<Entitlement> otherKinds = bench.samples().stream()
                    .filter(sample -> !sample.kind().equals(good.kind()))
                    .map(KindSample::entitlement);
            Stream.of(foreign, otherKinds, scene.sample.invalid().stream())
                    .flatMap(each -> each)
                    .forEach(other -> {
                        expect(!scene.provider.covers(other, good), other + " not to cover " + good, "it does");
                        expect(!scene.provider.covers(good, other), good + " not to cover " + other, "it does");
                    });
        });
    }

    static void noAccount(Bench bench) {
        bench.eachKind(scene -> {
            PrincipalLookup lookup =
                    scene.provider.principal(bench.identityWithoutAccount(), scene.sample.entitlement());
            expect(lookup instanceof PrincipalLookup.NoPrincipal, "no principal for an unknown identity", lookup);
        });
    }

    static void accounts(Bench bench) {
        bench.eachKind(scene -> {
            List<AccessRef> accesses = new ArrayList<>();
            for (int who = 0; who < bench.identities().size(); who++) {
                accesses.add(scene.access(who));
                Identity identity = bench.identities().get(who);
                expect(
                        scene.principal(who).equals(accesses.get(who).principal()),
                        "the same principal at each look-up of " + identity.id(),
                        scene.principal(who));
            }
            long distinct =
                    accesses.stream().map(AccessRef::principal).distinct().count();
            expect(distinct == accesses.size(), "a principal for each of " + accesses.size(), distinct);
        });
    }

    private static List<Entitlement> good(KindSample sample) {
        return Stream.of(
                        Stream.of(sample.entitlement(), sample.another()),
                        sample.otherSpelling().stream(),
                        sample.impossible().stream(),
                        sample.coverings().stream().map(Covering::wider),
                        sample.coverings().stream().map(Covering::narrower))
                .flatMap(each -> each)
                .toList();
    }

    private static Entitlement copy(Entitlement entitlement) {
        return new Entitlement(entitlement.provider(), entitlement.kind(), new TreeMap<>(entitlement.attributes()));
    }
}
