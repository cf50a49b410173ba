package io.jitaccess.entra;

import io.jitaccess.spi.AccessRef;
import io.jitaccess.spi.ConnectLinks.Link;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/** Where the holder goes: what was configured for a group, or the page of the cloud. The links give nothing by themselves. */
record Links(EntraCloud cloud, Map<String, URI> configured) {

    Links {
        configured = Map.copyOf(configured);
    }

    Link toGroup(AccessRef access) {
        return new Link.To(Optional.ofNullable(configured.get(GroupNames.id(access.entitlement())))
                .orElseGet(() -> URI.create(cloud.home())));
    }

    Link toDirectory() {
        return new Link.To(URI.create(cloud.portal() + "#view/Microsoft_AAD_IAM/ActiveDirectoryMenuBlade/~/Overview"));
    }
}
