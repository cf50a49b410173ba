package io.jitaccess.testkit.provider;

import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.entitlement.EntitlementKind;
import io.jitaccess.entitlement.PrincipalId;
import io.jitaccess.entitlement.TargetKey;
import io.jitaccess.identity.Identity;
import io.jitaccess.problem.Problem;
import io.jitaccess.spi.AccessRef;
import io.jitaccess.spi.ActivitySource;
import io.jitaccess.spi.ConnectLinks.Link;
import io.jitaccess.spi.EntitlementDiscovery;
import io.jitaccess.spi.KindDescriptor;
import io.jitaccess.spi.PrincipalLookup;
import io.jitaccess.spi.SelfCheck.MissingRight;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Providers that misjudge values. */
final class BrokenValues {

    private BrokenValues() {}

    static List<Break> all() {
        return List.of(
                Break.of(
                        "declares fewer kinds each time",
                        "Invariant 17: what a provider declares is complete, and stays the same",
                        environment -> new Wrapped(environment) {
                            private int calls;

                            @Override
                            public List<KindDescriptor> kinds() {
                                List<KindDescriptor> all = super.kinds();
                                return calls++ == 0 ? all : all.subList(0, 5);
                            }
                        }),
                Break.of(
                        "says that it issues credentials, and issues none",
                        "Invariant 17: what a provider declares is implemented",
                        environment -> new Wrapped(environment) {
                            @Override
                            public boolean issues(AccessRef access) {
                                return false;
                            }
                        }),
                Break.of(
                        "refuses a good spelling",
                        "Invariant 16: a good entitlement has no problems",
                        environment -> new Wrapped(environment) {
                            @Override
                            public List<Problem> validate(Entitlement entitlement) {
                                String name = entitlement.attribute("name").orElse("");
                                return name.equals(name.toLowerCase(Locale.ROOT))
                                        ? super.validate(entitlement)
                                        : List.of(new Problem("attributes.name", "case", "must be in lower case"));
                            }
                        }),
                Break.of(
                        "accepts every value",
                        "Invariant 16: a bad entitlement is refused",
                        environment -> new Wrapped(environment) {
                            @Override
                            public List<Problem> validate(Entitlement entitlement) {
                                return List.of();
                            }
                        }),
                Break.of(
                        "names the first problem only",
                        "Invariant 16: every problem is listed at once, by field",
                        environment -> new Wrapped(environment) {
                            @Override
                            public List<Problem> validate(Entitlement entitlement) {
                                return super.validate(entitlement).stream()
                                        .limit(1)
                                        .toList();
                            }
                        }),
                Break.of(
                        "throws on hostile text",
                        "Invariant 16: hostile text is judged, and no exception",
                        environment -> new Wrapped(environment) {
                            @Override
                            public List<Problem> validate(Entitlement entitlement) {
                                entitlement.attribute("name").ifPresent(URI::create);
                                return super.validate(entitlement);
                            }
                        }),
                Break.of(
                        "cuts off what it does not know, and takes hostile text for a good one",
                        "Invariant 16: hostile text is judged, and no exception",
                        environment -> new Wrapped(environment) {
                            @Override
                            public List<Problem> validate(Entitlement entitlement) {
                                return super.validate(clean(entitlement));
                            }

                            @Override
                            public TargetKey targetKey(Entitlement entitlement) {
                                return super.targetKey(clean(entitlement));
                            }

                            private Entitlement clean(Entitlement entitlement) {
                                return entitlement
                                        .attribute("name")
                                        .map(name -> fake.to(
                                                entitlement.kind().value(), name.replaceAll("[^A-Za-z/].*", "")))
                                        .orElse(entitlement);
                            }
                        }),
                Break.of(
                        "has a target key for each spelling",
                        "Invariant 6: two spellings of an access have one target key, two accesses two",
                        environment -> new Wrapped(environment) {
                            @Override
                            public TargetKey targetKey(Entitlement entitlement) {
                                return new TargetKey(entitlement.toString());
                            }
                        }),
                Break.of(
                        "has one target key for all of a kind",
                        "Invariant 6: two spellings of an access have one target key, two accesses two",
                        environment -> new Wrapped(environment) {
                            @Override
                            public TargetKey targetKey(Entitlement entitlement) {
                                return new TargetKey(entitlement.kind().value());
                            }
                        }),
                Break.of(
                        "takes a part for the whole",
                        "Invariant 8: an entitlement covers itself, and never more",
                        environment -> new Wrapped(environment) {
                            @Override
                            public boolean covers(Entitlement eligible, Entitlement asked) {
                                return super.covers(eligible, asked) || super.covers(asked, eligible);
                            }
                        }),
                Break.of(
                        "takes a beginning of a name for a folder",
                        "Invariant 8: an entitlement covers itself, and never more",
                        environment -> new Wrapped(environment) {
                            @Override
                            public boolean covers(Entitlement eligible, Entitlement asked) {
                                String pattern = eligible.attribute("name").orElse("");
                                String name = asked.attribute("name").orElse("");
                                boolean begins = pattern.endsWith("/*")
                                        && validate(asked).isEmpty()
                                        && name.startsWith(pattern.substring(0, pattern.length() - 2));
                                return super.covers(eligible, asked) || begins;
                            }
                        }),
                Break.of(
                        "compares names across kinds and providers",
                        "Invariant 8: what cannot be judged is not covered",
                        environment -> new Wrapped(environment) {
                            @Override
                            public boolean covers(Entitlement eligible, Entitlement asked) {
                                return super.covers(eligible, asked)
                                        || eligible.attributes().equals(asked.attributes());
                            }
                        }),
                Break.of(
                        "throws for somebody without an account",
                        "Invariant 12: an identity without an account is an answer, and no exception",
                        environment -> new Wrapped(environment) {
                            @Override
                            public PrincipalLookup principal(Identity identity, Entitlement entitlement) {
                                PrincipalLookup lookup = super.principal(identity, entitlement);
                                if (lookup instanceof PrincipalLookup.NoPrincipal) {
                                    throw new IllegalStateException("404");
                                }
                                return lookup;
                            }
                        }),
                Break.of(
                        "gives everybody one account",
                        "Invariant 6: an identity has one principal, and two identities two",
                        environment -> new Wrapped(environment) {
                            @Override
                            public PrincipalLookup principal(Identity identity, Entitlement entitlement) {
                                return new PrincipalLookup.Found(new PrincipalId("shared"));
                            }
                        }),
                Break.of(
                        "puts a password into the link",
                        "Invariant 15: a connect link carries no secret, and stays the same",
                        environment -> new Wrapped(environment) {
                            @Override
                            public Link connectLink(AccessRef access) {
                                return new Link.To(URI.create("https://ann:secret@fake.example/"));
                            }
                        }),
                Break.of(
                        "finds what it hands out unusable",
                        "Invariant 17: what can be handed out is verified as usable",
                        environment -> new Wrapped(environment) {
                            @Override
                            public Verification verify(Entitlement entitlement) {
                                return new Verification.Unusable("no");
                            }
                        }),
                Break.of(
                        "misses a right that it has",
                        "Invariant 17: the self-check misses nothing where all is granted",
                        environment -> new Wrapped(environment) {
                            @Override
                            public List<MissingRight> missingRights() {
                                return List.of(new MissingRight("fake:assign", Set.of(), "no"));
                            }
                        }),
                Break.of(
                        "discovers what it refuses",
                        "Invariant 17: what is discovered is well formed",
                        environment -> new Wrapped(environment) {
                            @Override
                            public EntitlementDiscovery.Page discover(EntitlementKind kind, Optional<String> from) {
                                return new EntitlementDiscovery.Page(
                                        List.of(new Discovered(fake.to(kind.value(), "*"), "All")), Optional.empty());
                            }
                        }),
                Break.of(
                        "tells activity of another time",
                        "Invariant 16: activity is of the asked time, in pages",
                        environment -> new Wrapped(environment) {
                            @Override
                            public ActivitySource.Page activity(
                                    AccessRef access, Instant from, Instant to, Optional<String> page) {
                                return new ActivitySource.Page(
                                        List.of(new Activity(to, "read", "x", Map.of())),
                                        Optional.empty(),
                                        "",
                                        Optional.empty());
                            }
                        }));
    }
}
