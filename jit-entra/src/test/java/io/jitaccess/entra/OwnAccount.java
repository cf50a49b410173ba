package io.jitaccess.entra;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import reactor.core.publisher.Mono;

/** The library's own account. What it sends must be found nowhere else. */
final class OwnAccount implements TokenCredential {

    static final String CANARY = "canary-signature-91c7e2";
    static final String TOKEN = token(Set.of(
            "GroupMember.ReadWrite.All",
            "User.ReadBasic.All",
            "User.RevokeSessions.All",
            "AuditLog.Read.All",
            "PrivilegedAssignmentSchedule.ReadWrite.AzureADGroup",
            "RoleAssignmentSchedule.ReadWrite.Directory",
            "RoleManagement.Read.Directory"));

    final List<String> scopes = new CopyOnWriteArrayList<>();
    private final String token;

    OwnAccount(String token) {
        this.token = token;
    }

    OwnAccount() {
        this(TOKEN);
    }

    static String token(Set<String> roles) {
        String claims = "{\"aud\":\"https://graph.microsoft.com\",\"roles\":["
                + new TreeSet<>(roles).stream().map(role -> '"' + role + '"').collect(Collectors.joining(",")) + "]}";
        return encoded("{\"alg\":\"RS256\"}") + "." + encoded(claims) + "." + CANARY;
    }

    private static String encoded(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public Mono<AccessToken> getToken(TokenRequestContext context) {
        return Mono.fromSupplier(() -> getTokenSync(context));
    }

    @Override
    public AccessToken getTokenSync(TokenRequestContext context) {
        scopes.addAll(context.getScopes());
        return new AccessToken(token, OffsetDateTime.of(2100, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC));
    }
}
