package io.jitaccess.entra;

import com.microsoft.graph.models.User;
import com.microsoft.graph.models.UserCollectionResponse;
import com.microsoft.kiota.RequestInformation;
import io.jitaccess.entitlement.PrincipalId;
import io.jitaccess.entitlement.ProviderId;
import io.jitaccess.identity.Identity;
import io.jitaccess.identity.IdentityKind;
import io.jitaccess.spi.PrincipalCache;
import io.jitaccess.spi.PrincipalLookup;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Finds the directory's object of an identity: by the attribute {@code <provider id>.principal}, or by name. */
final class People {

    private final String attribute;
    private final Graph graph;
    private final PrincipalCache cache = new PrincipalCache(100_000, Duration.ofMinutes(10));

    People(ProviderId provider, Graph graph) {
        this.attribute = provider.value() + ".principal";
        this.graph = graph;
    }

    /**
     * A user. Services are none: Graph's version 1.0 does not list service principals as members of a group
     * (learn.microsoft.com/graph/api/group-list-members), so that nobody could see their access end.
     */
    PrincipalLookup user(Identity identity) {
        Optional<PrincipalLookup> none = none(identity);
        if (none.isPresent()) {
            return none.get();
        }
        Optional<String> named = Optional.ofNullable(identity.attributes().get(attribute));
        if (named.isPresent()) {
            return Ids.canonical(named.get())
                    .map(id -> cache.find("id:" + id, () -> byId(id)))
                    .orElseGet(this::noId);
        }
        if (identity.kind() == IdentityKind.SERVICE) {
            return new PrincipalLookup.NoPrincipal("a service is a member of no group here");
        }
        return identity.email()
                .map(mail -> cache.find("name:" + mail.toLowerCase(Locale.ROOT), () -> byName(mail)))
                .orElseGet(() -> new PrincipalLookup.NoPrincipal(
                        "no user is known: there is neither a mail address nor the attribute " + attribute));
    }

    /** A user, or a service principal that the identity's attribute names. */
    PrincipalLookup userOrService(Identity identity) {
        if (identity.kind() == IdentityKind.HUMAN) {
            return user(identity);
        }
        return none(identity)
                .orElseGet(() -> Optional.ofNullable(identity.attributes().get(attribute))
                        .map(named -> Ids.canonical(named).map(this::found).orElseGet(this::noId))
                        .orElseGet(() -> new PrincipalLookup.NoPrincipal("a service's attribute " + attribute
                                + " must name its service principal's object id")));
    }

    private static Optional<PrincipalLookup> none(Identity identity) {
        return identity.active()
                ? Optional.empty()
                : Optional.of(new PrincipalLookup.NoPrincipal("the identity is not active"));
    }

    private PrincipalLookup noId() {
        return new PrincipalLookup.NoPrincipal("the attribute " + attribute + " is no object id");
    }

    private PrincipalLookup found(String id) {
        return new PrincipalLookup.Found(new PrincipalId(id));
    }

    private PrincipalLookup byId(String id) {
        return ask(
                graph.client()
                        .users()
                        .byUserId(id)
                        .toGetRequestInformation(ask -> ask.queryParameters.select = new String[] {"id"}),
                answer -> List.of(answer.as(User::createFromDiscriminatorValue)));
    }

    /** A guest's mail address may be a member's name, and two may have one: only what is unmistakable counts. */
    private PrincipalLookup byName(String name) {
        String literal = literal(name);
        return ask(
                graph.client().users().toGetRequestInformation(ask -> {
                    ask.queryParameters.filter = "userPrincipalName eq " + literal + " or mail eq " + literal;
                    ask.queryParameters.select = new String[] {"id"};
                    ask.queryParameters.top = 3;
                }),
                answer -> Optional.ofNullable(answer.as(UserCollectionResponse::createFromDiscriminatorValue)
                                .getValue())
                        .orElse(List.of()));
    }

    /** In OData a quote in a string is written twice, and nothing else is special. */
    static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    private PrincipalLookup ask(RequestInformation request, java.util.function.Function<Answer, List<User>> reading) {
        Answer answer = graph.send(request);
        Optional<Failure> failure = answer.failure();
        if (failure.isPresent()) {
            return failure.get().is(Failure.Meaning.NOT_FOUND)
                    ? new PrincipalLookup.NoPrincipal("the directory has no such user")
                    : new PrincipalLookup.Unclear(failure.get().message());
        }
        try {
            List<String> ids = reading.apply(answer).stream()
                    .flatMap(user -> Optional.ofNullable(user.getId()).flatMap(Ids::canonical).stream())
                    .distinct()
                    .toList();
            return switch (ids.size()) {
                case 0 -> new PrincipalLookup.NoPrincipal("the directory has no such user");
                case 1 -> found(ids.get(0));
                default ->
                    new PrincipalLookup.NoPrincipal(
                            "several users have this name; the attribute " + attribute + " must say which");
            };
        } catch (FailedException e) {
            return new PrincipalLookup.Unclear(e.failure().message());
        }
    }
}
