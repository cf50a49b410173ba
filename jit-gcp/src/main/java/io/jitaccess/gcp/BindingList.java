package io.jitaccess.gcp;

import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.entitlement.PrincipalId;
import io.jitaccess.spi.ListedAccess;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Lists what the policies of the scope give to single accounts, whoever made it. Bindings under conditions that this
 * library does not write give something else than an entitlement says, and are left out.
 */
final class BindingList {

    private static final int PAGE = 1_000;

    private final Context context;
    private final ResourceWalk walk;

    BindingList(Context context, ResourceWalk walk) {
        this.context = context;
        this.walk = walk;
    }

    ListedAccess.Page page(Optional<String> from) {
        ResourceWalk.Place place = ResourceWalk.Place.parse(from);
        List<ListedAccess> entries = new ArrayList<>();
        int reads = 0;
        try {
            String name = place.part();
            int index = place.index();
            int skip = place.passOver();
            while (true) {
                ResourceWalk.Part part = walk.part(name);
                for (; index < part.resources().size(); index++) {
                    if (reads++ == ResourceWalk.AT_ONCE) {
                        return page(entries, name, index, skip);
                    }
                    List<ListedAccess> found = inForce(part.resources().get(index));
                    int room = PAGE - entries.size();
                    List<ListedAccess> rest = found.subList(Math.min(skip, found.size()), found.size());
                    entries.addAll(rest.subList(0, Math.min(room, rest.size())));
                    if (rest.size() > room) {
                        return page(entries, name, index, skip + room);
                    }
                    skip = 0;
                }
                if (part.next().isEmpty()) {
                    return new ListedAccess.Page(entries, Optional.empty());
                }
                name = part.next().get();
                index = 0;
            }
        } catch (IOException e) {
            throw Failure.of(e).thrown();
        }
    }

    private static ListedAccess.Page page(List<ListedAccess> entries, String part, int index, int skip) {
        return new ListedAccess.Page(
                entries, Optional.of(new ResourceWalk.Place(part, index, skip == 0 ? "" : "" + skip).text()));
    }

    private List<ListedAccess> inForce(Resource resource) throws IOException {
        Instant now = context.clock().instant();
        return context.policies().read(resource).bindings().stream()
                .filter(binding -> !binding.endedBefore(now))
                .flatMap(binding -> entries(resource, binding))
                .toList();
    }

    private Stream<ListedAccess> entries(Resource resource, Binding binding) {
        Optional<Condition> condition = binding.condition();
        if (binding.isConditional() && condition.isEmpty()) {
            return Stream.empty();
        }
        Map<String, String> attributes = new TreeMap<>();
        attributes.put(Targets.RESOURCE, resource.toString());
        attributes.put(Targets.ROLE, binding.role());
        condition.flatMap(Condition::prefix).ifPresent(prefix -> attributes.put(Targets.PREFIX, prefix));
        Entitlement entitlement = new Entitlement(context.provider(), IamBinding.KIND, new TreeMap<>(attributes));
        return binding.members().stream()
                .flatMap(member -> Members.canonical(member).stream())
                .map(member -> new ListedAccess(
                        new PrincipalId(member),
                        entitlement,
                        Targets.key(entitlement),
                        binding.assignment(context.mark()),
                        condition.map(Condition::until)));
    }
}
