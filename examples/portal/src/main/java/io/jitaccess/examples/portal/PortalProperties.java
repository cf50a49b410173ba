package io.jitaccess.examples.portal;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What {@code portal.*} says.
 *
 * @param data where databases and configuration stay between starts; empty: a temporary directory, removed at the stop
 * @param postgresPort PostgreSQL's port on loopback; 0 takes a free one
 * @param eligibilities files whose eligibilities are offered beside the sample's; each is copied to where it can be edited
 * @param people ids of those whom the demo login offers, in this order
 */
@ConfigurationProperties("portal")
public record PortalProperties(
        @Nullable Path data,
        @DefaultValue("0") int postgresPort,
        @DefaultValue List<Path> eligibilities,
        @DefaultValue List<String> people) {

    public PortalProperties {
        eligibilities = List.copyOf(eligibilities);
        people = List.copyOf(people);
    }
}
