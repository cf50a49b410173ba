package io.jitaccess.gcp;

import io.jitaccess.entitlement.PrincipalId;
import io.jitaccess.entitlement.ProviderId;
import io.jitaccess.identity.Identity;
import io.jitaccess.identity.IdentityKind;
import io.jitaccess.spi.PrincipalLookup;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which member of a policy an identity is. A member is one account, in one spelling: never a group, a domain or the
 * public.
 */
final class Members {

    static final String USER = "user:";
    static final String SERVICE_ACCOUNT = "serviceAccount:";
    static final String FEDERATED = "principal://";

    private static final Pattern MAIL =
            Pattern.compile("[a-z0-9][a-z0-9._+'-]{0,63}@[a-z0-9](?:[a-z0-9-]{0,62}\\.)+[a-z0-9-]{2,63}");
    private static final Pattern SUBJECT =
            Pattern.compile("principal://iam\\.googleapis\\.com/[A-Za-z0-9._~:/@+=-]{1,400}");

    private final String attribute;
    private final Set<String> domains;

    /** @param domains of the mail addresses that are Google accounts; none: all are */
    Members(ProviderId provider, Set<String> domains) {
        this.attribute = provider.value() + ".principal";
        this.domains = domains;
    }

    /** No network: Google takes the address itself for the name, and refuses one that it does not know. */
    PrincipalLookup of(Identity identity) {
        if (!identity.active()) {
            return new PrincipalLookup.NoPrincipal("the identity is not active");
        }
        String named = identity.attributes().get(attribute);
        Optional<String> member = named != null
                ? canonical(named)
                : identity.email().filter(mail -> isOurs(mail, identity.kind())).flatMap(Members::canonical);
        return member.<PrincipalLookup>map(text -> new PrincipalLookup.Found(new PrincipalId(text)))
                .orElseGet(() -> new PrincipalLookup.NoPrincipal(
                        named != null
                                ? "the attribute " + attribute + " names no single account of Google Cloud"
                                : "no Google account is known: no mail address of a configured domain, and no attribute "
                                        + attribute));
    }

    private boolean isOurs(String mail, IdentityKind kind) {
        String lower = mail.toLowerCase(Locale.ROOT);
        if (isServiceAccount(lower)) {
            return kind == IdentityKind.SERVICE;
        }
        return domains.isEmpty() || domains.contains(lower.substring(lower.lastIndexOf('@') + 1));
    }

    /** The one spelling of a member that is a single account; empty for anything else. */
    static Optional<String> canonical(String text) {
        if (text.startsWith(FEDERATED)) {
            return SUBJECT.matcher(text).matches() && !text.contains("..") ? Optional.of(text) : Optional.empty();
        }
        int colon = text.indexOf(':');
        String prefix = text.substring(0, colon + 1);
        String mail = text.substring(colon + 1).toLowerCase(Locale.ROOT);
        String right = isServiceAccount(mail) ? SERVICE_ACCOUNT : USER;
        boolean fits = MAIL.matcher(mail).matches() && (prefix.isEmpty() || prefix.equals(right));
        return fits ? Optional.of(right + mail) : Optional.empty();
    }

    /** The mail address of a member that has one. */
    static Optional<String> mail(PrincipalId member) {
        String text = member.value();
        return text.startsWith(FEDERATED) ? Optional.empty() : Optional.of(text.substring(text.indexOf(':') + 1));
    }

    private static boolean isServiceAccount(String mail) {
        return mail.endsWith(".gserviceaccount.com");
    }
}
