package io.jitaccess.okta.openapi;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.Request;
import com.atlassian.oai.validator.model.SimpleRequest;
import com.atlassian.oai.validator.report.ValidationReport.Message;
import io.jitaccess.okta.RequestCheck;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Paths;
import io.swagger.v3.parser.OpenAPIV3Parser;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Okta's own description of its API, as it lies in the sources of its SDK. */
public final class Description implements RequestCheck {

    /** Documented, and newer than this description: "forgetDevices" of revoking a user's sessions. */
    private static final Set<String> NEWER = Set.of("forgetDevices");

    /** Pages of a user's groups: Okta sends Link headers that this description does not tell of. */
    private static final Set<String> OF_LINKS = Set.of("after");

    private final OpenApiInteractionValidator validator;

    /** Reads the description. */
    public Description() {
        Path file = Path.of(System.getProperty("jit.build.dir", "target"), "okta-description", "api", "openapi.yaml");
        // the parser's switch: the description is longer than its usual limit
        System.setProperty("maxYamlCodePoints", "9999999");
        OpenAPI api = new OpenAPIV3Parser().read(file.toString());
        if (api == null) {
            throw new AssertionError("Okta's description cannot be read: " + file);
        }
        Paths used = new Paths();
        api.getPaths().forEach((path, item) -> {
            if (path.matches("/api/v1/(groups|users|apps|logs|iam).*")) {
                used.addPathItem(path, item);
            }
        });
        api.setPaths(used);
        api.setServers(List.of());
        api.setSecurity(List.of());
        validator = OpenApiInteractionValidator.createFor(api).build();
        System.out.println("each request is compared with Okta's OpenAPI description "
                + api.getInfo().getVersion() + ", " + used.size() + " paths");
    }

    @Override
    public List<String> problems(String method, String path, String query, String contentType, String body) {
        SimpleRequest.Builder request =
                new SimpleRequest.Builder(Request.Method.valueOf(method), path).withHeader("Authorization", "Bearer x");
        for (String pair : query.isEmpty() ? new String[0] : query.split("&")) {
            String[] parts = pair.split("=", 2);
            String name = decode(parts[0]);
            boolean unknownHere = NEWER.contains(name) || (path.endsWith("/groups") && OF_LINKS.contains(name));
            if (!unknownHere) {
                request.withQueryParam(name, decode(parts[parts.length - 1]));
            }
        }
        if (!body.isEmpty()) {
            request.withContentType(contentType).withBody(body);
        }
        return validator.validateRequest(request.build()).getMessages().stream()
                .filter(message -> !message.getKey().startsWith("validation.request.security"))
                .map(Description::text)
                .map(text -> method + " " + path + "?" + query + " " + body + ": " + text)
                .toList();
    }

    private static String text(Message message) {
        return message.getKey() + " " + message.getMessage();
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
