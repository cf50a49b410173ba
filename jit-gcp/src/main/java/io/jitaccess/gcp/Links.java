package io.jitaccess.gcp;

import io.jitaccess.entitlement.PrincipalId;
import io.jitaccess.spi.ConnectLinks.Link;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Where in the console the holder finds a resource. The links give nothing by themselves. */
final class Links {

    private static final String CONSOLE = "https://console.cloud.google.com/";

    private Links() {}

    static Link to(Resource resource, PrincipalId member) {
        if (!member.value().startsWith(Members.USER)) {
            return new Link.NotAvailable("only a person's Google account opens the console");
        }
        String page = switch (resource.type()) {
            case PROJECT -> "home/dashboard?project=" + resource.name();
            case FOLDER -> "welcome?folder=" + resource.name();
            case ORGANIZATION -> "welcome?organizationId=" + resource.name();
            case SERVICE_ACCOUNT ->
                "iam-admin/serviceaccounts?project="
                        + resource.projectOfAccount().orElse("");
            case BUCKET -> "storage/browser/" + resource.name() + "?";
        };
        Optional<String> mail = Members.mail(member);
        return new Link.To(URI.create(CONSOLE
                + page
                + mail.map(address -> "&authuser=" + URLEncoder.encode(address, StandardCharsets.UTF_8))
                        .orElse("")));
    }
}
