package io.jitaccess.testkit.provider.example;

import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.entitlement.EntitlementKind;
import io.jitaccess.entitlement.PrincipalId;
import io.jitaccess.entitlement.ProviderId;
import io.jitaccess.entitlement.TargetKey;
import io.jitaccess.identity.Identity;
import io.jitaccess.problem.Problem;
import io.jitaccess.problem.Problems;
import io.jitaccess.spi.AccessProvider;
import io.jitaccess.spi.AccessRef;
import io.jitaccess.spi.ChangeOutcome;
import io.jitaccess.spi.ChangeOutcome.Effect;
import io.jitaccess.spi.KindDescriptor;
import io.jitaccess.spi.KindDescriptor.Attribute;
import io.jitaccess.spi.ListedAccess;
import io.jitaccess.spi.Observation;
import io.jitaccess.spi.PrincipalLookup;
import io.jitaccess.spi.ProviderException;
import io.jitaccess.testkit.provider.example.WikiClient.Answer;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Makes people editors of a wiki's spaces. */
final class WikiProvider implements AccessProvider {

    private static final Pattern SPACE = Pattern.compile("[A-Za-z][A-Za-z0-9]{1,15}");

    private final ProviderId id;
    private final WikiClient wiki;

    WikiProvider(ProviderId id, WikiClient wiki) {
        this.id = id;
        this.wiki = wiki;
    }

    @Override
    public ProviderId id() {
        return id;
    }

    @Override
    public List<KindDescriptor> kinds() {
        return List.of(new KindDescriptor(
                new EntitlementKind("space-editor"),
                "Editor of a space",
                List.of(new Attribute("space", true, "The space's key, such as DOCS")),
                KindDescriptor.Scope.SHARED,
                KindDescriptor.Expiry.NONE,
                KindDescriptor.Sight.OBSERVABLE,
                KindDescriptor.Marks.UNMARKED,
                Duration.ofMinutes(1),
                Duration.ofDays(1),
                Duration.ZERO,
                Duration.ZERO,
                Duration.ofSeconds(10),
                Duration.ofSeconds(20)));
    }

    @Override
    public List<Problem> validate(Entitlement entitlement) {
        Problems problems = new Problems();
        if (!entitlement.provider().equals(id)) {
            problems.add("provider", "other-provider", "is not " + id);
        }
        if (!entitlement.kind().value().equals("space-editor")) {
            return problems.add("kind", "unknown", "must be space-editor").list();
        }
        String space = entitlement.attribute("space").orElse("");
        if (!SPACE.matcher(space).matches()) {
            problems.add("attributes.space", "malformed", "must be the key of a space, such as DOCS");
        }
        entitlement.attributes().keySet().stream()
                .filter(name -> !name.equals("space"))
                .forEach(name -> problems.add("attributes." + name, "unknown", "there is no such attribute"));
        return problems.list();
    }

    @Override
    public TargetKey targetKey(Entitlement entitlement) {
        return new TargetKey("space-editor:" + space(entitlement));
    }

    @Override
    public boolean covers(Entitlement eligible, Entitlement asked) {
        return validate(eligible).isEmpty()
                && validate(asked).isEmpty()
                && targetKey(eligible).equals(targetKey(asked));
    }

    @Override
    public PrincipalLookup principal(Identity identity, Entitlement entitlement) {
        if (identity.email().isEmpty()) {
            return new PrincipalLookup.NoPrincipal("has no e-mail address to find the account by");
        }
        try {
            Answer answer = wiki.account(identity.email().get());
            if (answer.status() != 200) {
                return new PrincipalLookup.Unclear("status " + answer.status());
            }
            return answer.names().stream()
                    .findFirst()
                    .<PrincipalLookup>map(account -> new PrincipalLookup.Found(new PrincipalId(account)))
                    .orElseGet(() -> new PrincipalLookup.NoPrincipal("has no account in the wiki"));
        } catch (IOException e) {
            return new PrincipalLookup.Unclear("no answer");
        }
    }

    @Override
    public Observation observe(AccessRef access) {
        try {
            Answer answer = wiki.editors(space(access.entitlement()));
            if (answer.status() != 200) {
                return Observation.unclear("the space cannot be read: status " + answer.status());
            }
            return answer.names().contains(access.principal().value()) ? Observation.present() : Observation.absent();
        } catch (IOException e) {
            return Observation.unclear("no answer");
        }
    }

    @Override
    public ChangeOutcome assign(AccessRef access, Instant until, boolean ours) {
        return change(
                () -> wiki.addEditor(
                        space(access.entitlement()), access.principal().value()),
                answer -> {
                    if (answer.status() == 201) {
                        return ChangeOutcome.done(Effect.CREATED);
                    }
                    return answer.status() == 200
                            ? ChangeOutcome.done(Effect.ALREADY_PRESENT)
                            : new ChangeOutcome.Refused("status " + answer.status());
                });
    }

    @Override
    public ChangeOutcome revoke(AccessRef access) {
        String space = space(access.entitlement());
        return change(() -> wiki.removeEditor(space, access.principal().value()), answer -> {
            if (answer.status() == 204) {
                return ChangeOutcome.done(Effect.REMOVED);
            }
            // not an editor, or no such space, or no right to see it: only a readable space tells
            return answer.status() == 404 && wiki.editors(space).status() == 200
                    ? ChangeOutcome.done(Effect.ALREADY_ABSENT)
                    : new ChangeOutcome.Refused("status " + answer.status());
        });
    }

    private interface Request {
        Answer send() throws IOException;
    }

    private interface Reading {
        ChangeOutcome read(Answer answer) throws IOException;
    }

    /** One try. What the answer does not rule out may have happened. */
    private static ChangeOutcome change(Request request, Reading reading) {
        try {
            Answer answer = request.send();
            if (answer.status() == 429) {
                return new ChangeOutcome.Throttled(Duration.ofSeconds(answer.retryAfter()));
            }
            return answer.status() >= 500 ? ChangeOutcome.unknown("status " + answer.status()) : reading.read(answer);
        } catch (ConnectException e) {
            return new ChangeOutcome.Retryable("no connection");
        } catch (IOException e) {
            return ChangeOutcome.unknown("no answer");
        }
    }

    @Override
    public ListedAccess.Page list(EntitlementKind kind, Optional<String> from) {
        List<String> spaces = names(wiki::spaces).stream().sorted().toList();
        String space = from.orElse(spaces.isEmpty() ? "" : spaces.get(0));
        List<ListedAccess> editors = space.isEmpty()
                ? List.of()
                : names(() -> wiki.editors(space)).stream()
                        .map(account -> listed(space, account))
                        .toList();
        Optional<String> next =
                spaces.stream().filter(other -> other.compareTo(space) > 0).findFirst();
        return new ListedAccess.Page(editors, next);
    }

    private static List<String> names(Request request) {
        try {
            Answer answer = request.send();
            if (answer.status() != 200) {
                throw new ProviderException("the wiki answers with status " + answer.status());
            }
            return answer.names();
        } catch (IOException e) {
            throw new ProviderException("the wiki does not answer", e);
        }
    }

    private ListedAccess listed(String space, String account) {
        Entitlement entitlement = Entitlement.of(id.value(), "space-editor", Map.of("space", space));
        return new ListedAccess(
                new PrincipalId(account), entitlement, targetKey(entitlement), Optional.empty(), Optional.empty());
    }

    private static String space(Entitlement entitlement) {
        return entitlement.attribute("space").orElseThrow().toUpperCase(Locale.ROOT);
    }
}
