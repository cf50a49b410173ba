package io.jitaccess.entra;

import com.azure.core.credential.TokenRequestContext;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.jitaccess.entitlement.EntitlementKind;
import io.jitaccess.spi.ProviderException;
import io.jitaccess.spi.SelfCheck.MissingRight;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which rights the library's own account lacks. Graph has no question for that; a token that an application gets for itself
 * lists the permissions that were consented to in its claim {@code roles}
 * (learn.microsoft.com/entra/identity-platform/access-token-claims-reference).
 */
final class Rights {

    /** A wider right does as well. */
    private static final Map<String, Set<String>> WIDER = Map.of(
            "GroupMember.ReadWrite.All", Set.of("Group.ReadWrite.All", "Directory.ReadWrite.All"),
            "User.ReadBasic.All",
                    Set.of("User.Read.All", "User.ReadWrite.All", "Directory.Read.All", "Directory.ReadWrite.All"),
            "User.RevokeSessions.All", Set.of("User.ReadWrite.All", "Directory.ReadWrite.All"),
            "RoleManagement.Read.Directory", Set.of("RoleManagement.ReadWrite.Directory", "Directory.Read.All"),
            "RoleAssignmentSchedule.ReadWrite.Directory", Set.of("RoleManagement.ReadWrite.Directory"));

    private final OwnToken own;
    private final String scope;

    Rights(OwnToken own, String scope) {
        this.own = own;
        this.scope = scope;
    }

    /** @param needed the rights that each kind takes */
    List<MissingRight> missing(Map<EntitlementKind, Set<String>> needed) {
        Set<String> has = granted();
        TreeMap<String, Set<EntitlementKind>> lacking = new TreeMap<>();
        needed.forEach((kind, rights) -> rights.stream()
                .filter(right -> !has.contains(right)
                        && WIDER.getOrDefault(right, Set.of()).stream().noneMatch(has::contains))
                .forEach(right -> lacking.computeIfAbsent(right, none -> new java.util.HashSet<>())
                        .add(kind)));
        return lacking.entrySet().stream()
                .map(each -> new MissingRight(
                        each.getKey(), each.getValue(), "application permission of Microsoft Graph, with consent"))
                .toList();
    }

    private Set<String> granted() {
        try {
            String token =
                    own.getTokenSync(new TokenRequestContext().addScopes(scope)).getToken();
            byte[] claims = Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]);
            JsonElement roles = JsonParser.parseString(new String(claims, StandardCharsets.UTF_8))
                    .getAsJsonObject()
                    .get("roles");
            Set<String> granted = new TreeSet<>();
            if (roles != null) {
                roles.getAsJsonArray().forEach(role -> granted.add(role.getAsString()));
            }
            return granted;
        } catch (NoTokenException e) {
            throw new ProviderException(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            // no cause: it may quote the token
            throw new ProviderException("the token of the library's own account does not tell its permissions");
        }
    }
}
