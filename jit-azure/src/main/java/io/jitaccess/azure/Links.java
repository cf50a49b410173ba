package io.jitaccess.azure;

import io.jitaccess.spi.ConnectLinks.Link;
import java.net.URI;
import java.util.Optional;

/**
 * Where in the portal the holder finds what they may use. The links give nothing by themselves.
 *
 * @param tenant opened with the link, where it is known
 */
record Links(AzureCloud cloud, Optional<String> tenant) {

    Link to(Target target, Principal principal) {
        if (!principal.type().equals(Principal.USER)) {
            return new Link.NotAvailable("only a person opens the portal");
        }
        String portal = switch (cloud) {
            case PUBLIC -> "https://portal.azure.com/";
            case US_GOVERNMENT -> "https://portal.azure.us/";
            case CHINA -> "https://portal.azure.cn/";
        };
        // an id has no character that would need to be written otherwise
        return new Link.To(
                URI.create(portal + "#" + tenant.map(id -> "@" + id + "/").orElse("") + "resource"
                        + target.scope().id() + "/overview"));
    }
}
