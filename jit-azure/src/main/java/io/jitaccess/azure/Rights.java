package io.jitaccess.azure;

import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.util.Context;
import com.azure.json.JsonProviders;
import com.azure.json.JsonReader;
import io.jitaccess.entitlement.EntitlementKind;
import io.jitaccess.spi.ProviderException;
import io.jitaccess.spi.SelfCheck.MissingRight;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Asks Azure which actions the library's own account lacks on each configured scope. The SDK asks that for resource groups
 * and resources alone, so this one request is made by hand.
 */
final class Rights {

    private static final String PATH = "/providers/Microsoft.Authorization/permissions?api-version=2022-04-01";
    private static final int MOST_MISSING = 100;

    private final Azure azure;

    Rights(Azure azure) {
        this.azure = azure;
    }

    List<MissingRight> missing(Collection<Kind> kinds) {
        Map<Scope, Set<EntitlementKind>> scopes = new TreeMap<>();
        kinds.forEach(kind -> kind.allowed()
                .scopes()
                .forEach(scope -> scopes.computeIfAbsent(scope, each -> new TreeSet<>())
                        .add(kind.descriptor().kind())));
        List<MissingRight> missing = new ArrayList<>();
        scopes.forEach((scope, at) -> missing.addAll(missing(scope, at)));
        return missing.stream().limit(MOST_MISSING).toList();
    }

    private List<MissingRight> missing(Scope scope, Set<EntitlementKind> kinds) {
        List<Permission> own = own(scope);
        Map<String, Set<EntitlementKind>> needed = new TreeMap<>();
        kinds.forEach(kind -> Operation.of(kind)
                .forEach(operation -> needed.computeIfAbsent(operation.right(), right -> new TreeSet<>())
                        .add(kind)));
        return needed.entrySet().stream()
                .filter(need -> own.stream().noneMatch(permission -> permission.allows(need.getKey())))
                .map(need -> new MissingRight(need.getKey(), need.getValue(), "on " + scope))
                .toList();
    }

    /** Nothing where the scope may not even be seen. */
    private List<Permission> own(Scope scope) {
        String root = azure.endpoint().toString().replaceAll("/$", "");
        HttpRequest request = new HttpRequest(HttpMethod.GET, root + scope.id() + PATH);
        try (HttpResponse answer = azure.pipeline().sendSync(request, Context.NONE)) {
            int status = answer.getStatusCode();
            if (status == 403 || status == 404) {
                return List.of();
            }
            if (status != 200) {
                throw new ProviderException(
                        "Azure does not tell the library's own permissions on " + scope + ": it answered " + status);
            }
            return read(answer.getBodyAsBinaryData().toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Permission> read(String body) throws IOException {
        try (JsonReader reader = JsonProviders.createReader(body)) {
            Object tree = reader.readUntyped();
            List<Permission> all = new ArrayList<>();
            if (tree instanceof Map<?, ?> top && top.get("value") instanceof List<?> values) {
                values.forEach(value -> {
                    if (value instanceof Map<?, ?> each) {
                        all.add(new Permission(texts(each.get("actions")), texts(each.get("notActions"))));
                    }
                });
            }
            return all;
        }
    }

    private static List<String> texts(@Nullable Object value) {
        return value instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }
}
