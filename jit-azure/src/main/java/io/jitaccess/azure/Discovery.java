package io.jitaccess.azure;

import io.jitaccess.entitlement.EntitlementKind;
import io.jitaccess.entitlement.ProviderId;
import io.jitaccess.problem.Problems;
import io.jitaccess.spi.EntitlementDiscovery.Discovered;
import io.jitaccess.spi.EntitlementDiscovery.Page;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which roles could be handed out on which of the configured scopes: a page for each scope, several where there are many. */
final class Discovery {

    /** As the SPI allows; Azure has some 700 built-in roles, and a tenant up to 5,000 of its own. */
    private static final int MOST = 1000;

    /** At the end of a page's token: how many of the scope's were shown before. */
    private static final Pattern SHOWN = Pattern.compile("\\+([0-9]{1,6})$");

    private final Context context;

    Discovery(Context context) {
        this.context = context;
    }

    Page page(Kind kind, Optional<String> from) {
        List<Scope> scopes = kind.allowed().scopes();
        ScopeWalk walk = new ScopeWalk(scopes, context.azure().endpoint());
        int shown = from.map(SHOWN::matcher)
                .filter(Matcher::find)
                .map(found -> Integer.parseInt(found.group(1)))
                .orElse(0);
        ScopeWalk.Place place =
                walk.place(from.map(token -> SHOWN.matcher(token).replaceFirst("")));
        if (walk.isOver(place)) {
            return new Page(List.of(), Optional.empty());
        }
        Scope scope = walk.scope(place);
        EntitlementKind name = kind.descriptor().kind();
        List<Discovered> found = Failure.orThrow(() -> context.definitions().on(scope)).stream()
                .filter(role -> !role.guid().isEmpty())
                .filter(role -> isOffered(kind, new Target(scope, role.guid())))
                .filter(role ->
                        role.givesRoles().isEmpty() || kind.allowed().roles().contains(role.guid()))
                .map(role -> discovered(context.provider(), name, scope, role))
                .toList();
        int end = Math.min(found.size(), shown + MOST);
        return new Page(
                found.subList(Math.min(shown, end), end),
                end < found.size() ? Optional.of(place.index() + " +" + end) : walk.next(place, Optional.empty()));
    }

    private static boolean isOffered(Kind kind, Target target) {
        Problems problems = new Problems();
        kind.problems(target, problems);
        return problems.isEmpty();
    }

    private static Discovered discovered(
            ProviderId provider, EntitlementKind kind, Scope scope, RoleDefinitions.Definition role) {
        return new Discovered(new Target(scope, role.guid()).entitlement(provider, kind), role.name() + " on " + scope);
    }
}
