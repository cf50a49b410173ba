package io.jitaccess.azure.description;

import io.jitaccess.azure.RequestCheck;
import io.jitaccess.azure.description.Operation.Parameter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What two packages of Microsoft's say of Azure's API: its operations with their addresses, parameters and the forms of
 * bodies. Microsoft makes the packages of its description, which itself is in no package.
 */
public final class Description implements RequestCheck {

    private static final String PERMISSIONS = "/providers/Microsoft.Authorization/permissions";

    /** The packages know the question for permissions on resource groups and resources alone; Azure answers it anywhere. */
    private static final String OF_A_GROUP = "/subscriptions/s/resourcegroups/g" + PERMISSIONS;

    private static final Pattern CONSTANT =
            Pattern.compile("^export const (\\S+) = (\\{.*?^\\});", Pattern.DOTALL | Pattern.MULTILINE);
    private static final Pattern OPERATION =
            Pattern.compile("^const \\S+ = (\\{\\s+path: .*?^\\});", Pattern.DOTALL | Pattern.MULTILINE);
    private static final Pattern PATH = Pattern.compile("\\bpath: \"(/[^\"]+)\"");
    private static final Pattern METHOD = Pattern.compile("\\bhttpMethod: \"([A-Z]+)\"");
    private static final Pattern BODY = Pattern.compile("\\brequestBody: Parameters\\.(\\S+?),");
    private static final Pattern QUERY = Pattern.compile("\\bqueryParameters: \\[(.*?)\\]", Pattern.DOTALL);
    private static final Pattern NAME = Pattern.compile("Parameters\\.([$\\w]+)");

    private static final Pattern PATTERN = Pattern.compile("new RegExp\\((.*)\\)");

    /** The name of another constant, for a value. */
    private static final Pattern OTHER = Pattern.compile(": ([A-Z][\\w.]*)\\b");

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_UNQUOTED_PROPERTY_NAMES, JsonReadFeature.ALLOW_JAVA_COMMENTS)
            .build();

    private final List<Operation> operations = new ArrayList<>();

    /** Reads the packages. */
    public Description() {
        Path folder = Path.of(System.getProperty("jit.build.dir", "target"), "azure-description");
        for (String name : List.of("arm-authorization", "arm-monitor")) {
            Path root = folder.resolve(name).resolve("package");
            int before = operations.size();
            read(root.resolve("dist-esm").resolve("src"));
            System.out.println("each request is compared with @azure/" + name + " "
                    + JSON.readTree(text(root.resolve("package.json")))
                            .path("version")
                            .asString() + ", " + (operations.size() - before) + " operations");
        }
    }

    private void read(Path source) {
        Map<String, JsonNode> forms = constants(source.resolve("models").resolve("mappers.js"));
        Map<String, JsonNode> parameters = constants(source.resolve("models").resolve("parameters.js"));
        try (Stream<Path> files = Files.list(source.resolve("operations"))) {
            files.filter(file -> file.toString().endsWith(".js"))
                    .flatMap(file -> OPERATION.matcher(text(file)).results())
                    .map(found -> found.group(1))
                    .filter(text -> PATH.matcher(text).find())
                    .forEach(text -> operations.add(operation(text, parameters, forms)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Operation operation(String text, Map<String, JsonNode> parameters, Map<String, JsonNode> forms) {
        List<Parameter> query = first(QUERY, text).stream()
                .flatMap(names -> NAME.matcher(names).results())
                .map(name -> parameters.get(name.group(1)).path("mapper"))
                .map(mapper -> new Parameter(
                        mapper.path("serializedName").asString(),
                        mapper.path("required").asBoolean(false),
                        mapper.path("isConstant").asBoolean(false)
                                ? mapper.path("defaultValue").asString()
                                : ""))
                .toList();
        return new Operation(
                first(METHOD, text).orElseThrow(),
                Operation.path(first(PATH, text).orElseThrow()),
                query,
                first(BODY, text)
                        .map(name ->
                                parameters.get(name).path("mapper").asString().replaceFirst("Mapper$", ""))
                        .filter(forms::containsKey)
                        .map(name -> Form.of(name, forms)));
    }

    private static Optional<String> first(Pattern pattern, String text) {
        return pattern.matcher(text).results().findFirst().map(found -> found.group(1));
    }

    /** Each constant by its name: all but the names of others is JSON that is written with fewer quotes. */
    private static Map<String, JsonNode> constants(Path file) {
        Map<String, JsonNode> constants = new HashMap<>();
        CONSTANT.matcher(text(file))
                .results()
                // a form that is made of another: none that this module sends
                .filter(found -> !found.group(2).contains("Object.assign("))
                .forEach((MatchResult found) -> constants.put(
                        found.group(1),
                        JSON.readTree(
                                OTHER.matcher(PATTERN.matcher(found.group(2)).replaceAll("$1"))
                                        .replaceAll(": \"$1\""))));
        return constants;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("Microsoft's packages are not there: -Pazure-description fetches them", e);
        }
    }

    @Override
    public List<String> problems(String method, String path, String query, String body) {
        String at = path.endsWith(PERMISSIONS) ? OF_A_GROUP : path;
        Map<String, String> sent = new HashMap<>();
        for (String pair : query.isEmpty() ? new String[0] : query.split("&")) {
            String[] parts = pair.split("=", 2);
            sent.put(decoded(parts[0]), decoded(parts[parts.length - 1]));
        }
        Optional<JsonNode> json =
                Optional.of(body).filter(text -> !text.isEmpty()).map(JSON::readTree);
        return operations.stream()
                .filter(operation -> operation.isAt(method, at))
                .map(operation -> operation.problems(sent, json))
                .min(Comparator.comparingInt(List::size))
                .orElseGet(() -> List.of("there is no such operation"))
                .stream()
                .map(problem -> method + " " + path + "?" + query + " " + body + ": " + problem)
                .toList();
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
