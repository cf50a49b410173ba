package io.jitaccess.gcp;

import io.jitaccess.entitlement.PrincipalId;
import io.jitaccess.spi.ConnectLinks.Link;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where in the console the holder finds a resource. The links give nothing by themselves. People of a workforce pool sign
 * in by one of its providers, and find the console at an address of their own.
 *
 * @param providers by workforce pool
 */
record Links(Map<String, String> providers) {

    private static final String CONSOLE = "https://console.cloud.google.com/";

    private static final String FEDERATED_CONSOLE = "https://console.cloud.google/";
    private static final String SIGN_IN = "https://auth.cloud.google/signin/locations/global/workforcePools/";
    private static final Pattern POOL = Pattern.compile(
            "principal://iam\\.googleapis\\.com/locations/global/workforcePools/([a-z0-9-]+)/subject/.+");

    Links {
        providers = Map.copyOf(providers);
    }

    Link to(Resource resource, PrincipalId member) {
        Matcher pool = POOL.matcher(member.value());
        if (pool.matches()) {
            return Optional.ofNullable(providers.get(pool.group(1)))
                    .<Link>map(provider -> new Link.To(URI.create(SIGN_IN + pool.group(1) + "/providers/" + provider
                            + "?continueUrl="
                            + URLEncoder.encode(FEDERATED_CONSOLE + page(resource), StandardCharsets.UTF_8))))
                    .orElseGet(() -> new Link.NotAvailable(
                            "no provider of the workforce pool " + pool.group(1) + " is configured"));
        }
        if (!member.value().startsWith(Members.USER)) {
            return new Link.NotAvailable("only a person's account opens the console");
        }
        String page = page(resource);
        Optional<String> mail = Members.mail(member);
        return new Link.To(URI.create(CONSOLE
                + page
                + mail.map(address -> (page.contains("?") ? "&" : "?") + "authuser="
                                + URLEncoder.encode(address, StandardCharsets.UTF_8))
                        .orElse("")));
    }

    private static String page(Resource resource) {
        return switch (resource.type()) {
            case PROJECT -> "home/dashboard?project=" + resource.name();
            case FOLDER -> "welcome?folder=" + resource.name();
            case ORGANIZATION -> "welcome?organizationId=" + resource.name();
            case SERVICE_ACCOUNT ->
                "iam-admin/serviceaccounts?project="
                        + resource.projectOfAccount().orElse("");
            case BUCKET -> "storage/browser/" + resource.name();
        };
    }
}
