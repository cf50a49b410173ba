package io.jitaccess.azure;

import io.jitaccess.spi.ProviderException;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** Goes through the configured scopes, a page of each at a time; the place is in the token, so nothing is held between. */
final class ScopeWalk {

    /**
     * A place on the way.
     *
     * @param index which scope
     * @param inner where in its list: Azure's own address of the next page
     */
    record Place(int index, Optional<String> inner) {}

    private final List<Scope> scopes;
    private final URI endpoint;

    ScopeWalk(List<Scope> scopes, URI endpoint) {
        this.scopes = scopes;
        this.endpoint = endpoint;
    }

    /** @throws ProviderException when it is none that was given out */
    Place place(Optional<String> from) {
        if (from.isEmpty()) {
            return new Place(0, Optional.empty());
        }
        String[] parts = from.get().split(" ", 2);
        boolean readable = parts.length == 2 && parts[0].matches("[0-9]{1,6}");
        // the address is asked for with the library's own token
        if (!readable || !(parts[1].isEmpty() || isOurs(parts[1]))) {
            throw new ProviderException("the page's beginning is none that was given out");
        }
        return new Place(Integer.parseInt(parts[0]), Optional.of(parts[1]).filter(text -> !text.isEmpty()));
    }

    boolean isOver(Place place) {
        return place.index() >= scopes.size();
    }

    Scope scope(Place place) {
        return scopes.get(place.index());
    }

    Optional<String> next(Place place, Optional<String> inner) {
        if (inner.isPresent()) {
            if (!isOurs(inner.get())) {
                throw new ProviderException("Azure's list goes on at another place than Azure");
            }
            return Optional.of(place.index() + " " + inner.get());
        }
        return place.index() + 1 < scopes.size() ? Optional.of((place.index() + 1) + " ") : Optional.empty();
    }

    private boolean isOurs(String address) {
        try {
            URI uri = URI.create(address);
            return endpoint.getScheme().equals(uri.getScheme())
                    && endpoint.getRawAuthority().equalsIgnoreCase(String.valueOf(uri.getRawAuthority()));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
