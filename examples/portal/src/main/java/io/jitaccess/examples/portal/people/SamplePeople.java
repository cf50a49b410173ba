package io.jitaccess.examples.portal.people;

import io.jitaccess.examples.portal.PortalProperties;
import io.jitaccess.identity.Identity;
import io.jitaccess.identity.IdentityId;
import io.jitaccess.spi.Directory;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The people and services that the demo login offers, as the directory knows them now. */
@Component
public class SamplePeople {

    /**
     * One of them.
     *
     * @param kind HUMAN or SERVICE
     * @param title what it is in the sample
     */
    public record Person(String id, String kind, String name, String title) {}

    private final Directory directory;
    private final List<IdentityId> offered;

    SamplePeople(Directory directory, PortalProperties properties) {
        this.directory = directory;
        this.offered = properties.people().stream().map(IdentityId::new).toList();
    }

    /** All that are active, in the configured order. */
    public List<Person> all() {
        return offered.stream().flatMap(id -> look(id).stream()).toList();
    }

    /** One of the offered, if it is active. */
    Optional<Person> find(String id) {
        return offered.stream()
                .filter(known -> known.value().equals(id))
                .flatMap(known -> look(known).stream())
                .findFirst();
    }

    private Optional<Person> look(IdentityId id) {
        Optional<Identity> found = directory.find(id).fold(identity -> identity, unknown -> Optional.empty());
        return found.filter(Identity::active)
                .map(identity -> new Person(
                        id.value(),
                        identity.kind().name(),
                        identity.displayName(),
                        Optional.ofNullable(identity.attributes().get("title")).orElse("")));
    }
}
