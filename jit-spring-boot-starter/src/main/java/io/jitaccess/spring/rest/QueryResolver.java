package io.jitaccess.spring.rest;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Reads {@link QueryParameters} by the rules of {@link Binder}: every parameter that does not fit is named. */
final class QueryResolver implements HandlerMethodArgumentResolver {

    /** Spring Security lets a page send its token so; it is no parameter of ours. */
    private static final String CSRF = "_csrf";

    private static final Pattern WHOLE_NUMBER = Pattern.compile("-?[0-9]{1,18}");
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return QueryParameters.class.isAssignableFrom(parameter.getParameterType());
    }

    @Override
    public Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
        Class<?> type = parameter.getParameterType();
        return Binder.bind(json(type, request.getParameterMap()), type);
    }

    static ObjectNode json(Class<?> type, Map<String, String[]> parameters) {
        ObjectNode json = NODES.objectNode();
        parameters.forEach((name, values) -> {
            if (!name.equals(CSRF)) {
                put(json, name, component(type, name).map(RecordComponent::getType), List.of(values));
            }
        });
        return json;
    }

    private static void put(ObjectNode json, String name, Optional<? extends Class<?>> type, List<String> values) {
        if (values.size() > 1 || type.filter(List.class::equals).isPresent()) {
            ArrayNode array = json.putArray(name);
            values.forEach(array::add);
        } else if (type.filter(Integer.class::equals).isPresent()
                && WHOLE_NUMBER.matcher(values.get(0)).matches()) {
            json.put(name, Long.parseLong(values.get(0)));
        } else {
            json.put(name, values.get(0));
        }
    }

    private static Optional<RecordComponent> component(Class<?> type, String name) {
        return Arrays.stream(type.getRecordComponents())
                .filter(component -> component.getName().equals(name))
                .findFirst();
    }
}
