package io.jitaccess.spring;

import io.jitaccess.Settings;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.Errors;

/** Names every property that is out of range, all at once. */
final class PropertyCheck {

    private static final Pattern PATH = Pattern.compile("(?:/[A-Za-z0-9._~-]+)+");
    private static final Set<String> ROLES = Set.of("administrators", "auditors");

    private final JitProperties properties;
    private final Errors errors;

    PropertyCheck(JitProperties properties, Errors errors) {
        this.properties = properties;
        this.errors = errors;
    }

    void run() {
        groups("administrators", properties.administrators());
        groups("auditors", properties.auditors());
        settings();
        JitProperties.Rest rest = properties.rest();
        if (!PATH.matcher(rest.path()).matches()) {
            reject("rest.path", "must begin with a slash, not end with one, and hold letters, digits and . _ ~ - only");
        }
        within("rest.largestBody", rest.largestBody(), DataSize.ofKilobytes(1), DataSize.ofMegabytes(10));
        within("rest.largestCatalogue", rest.largestCatalogue(), DataSize.ofKilobytes(1), DataSize.ofMegabytes(100));
        JitProperties.Webhook webhook = properties.webhook();
        if (JitProperties.given(webhook.url()).isPresent()
                && JitProperties.given(webhook.secret()).isEmpty()) {
            // not as an error of the field, because those are shown with the value
            errors.reject("required", "jit.webhook.secret is needed with jit.webhook.url");
        }
    }

    private void groups(String name, Set<String> ids) {
        try {
            JitProperties.groups(ids);
        } catch (IllegalArgumentException e) {
            reject(name, String.valueOf(e.getMessage()));
        }
    }

    /** Tries each value among defaults, so that the limits stand in one place and each value is judged by itself. */
    private void settings() {
        for (RecordComponent component : Settings.class.getRecordComponents()) {
            if (!ROLES.contains(component.getName())) {
                try {
                    constructor().newInstance(defaultsBut(component.getName()));
                } catch (InvocationTargetException e) {
                    reject(
                            component.getName(),
                            String.valueOf(e.getTargetException().getMessage()));
                } catch (ReflectiveOperationException e) {
                    throw new IllegalStateException(e);
                }
            }
        }
    }

    private static Constructor<Settings> constructor() throws NoSuchMethodException {
        return Settings.class.getDeclaredConstructor(Arrays.stream(Settings.class.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new));
    }

    private Object[] defaultsBut(String name) throws ReflectiveOperationException {
        List<RecordComponent> components = List.of(Settings.class.getRecordComponents());
        Object[] values = new Object[components.size()];
        for (int i = 0; i < values.length; i++) {
            String each = components.get(i).getName();
            boolean mine = each.equals(name)
                    || (each.equals("firstRetry")
                            && name.equals("longestRetry")
                            && !errors.hasFieldErrors("firstRetry"));
            if (mine) {
                values[i] = JitProperties.class.getDeclaredMethod(each).invoke(properties);
            } else if (each.equals("longestRetry")) {
                values[i] = Duration.ofHours(1);
            } else {
                values[i] = components.get(i).getAccessor().invoke(Settings.DEFAULTS);
            }
        }
        return values;
    }

    private void within(String name, DataSize value, DataSize least, DataSize most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            reject(name, "must be " + least.toKilobytes() + "KB to " + most.toKilobytes() + "KB");
        }
    }

    private void reject(String field, String message) {
        errors.rejectValue(field, "range", message);
    }
}
