package io.jitaccess.catalogue;

import io.jitaccess.internal.Attributes;
import io.jitaccess.internal.Text;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Readers of single values and of lists. */
final class Values {

    /** Days, hours, minutes, seconds; each part at most once, at least one. */
    static final String DURATION = "P(?=[0-9T])([0-9]{1,6}D)?(T(?=[0-9])([0-9]{1,8}H)?([0-9]{1,9}M)?([0-9]{1,9}S)?)?";

    static final String TIME = "([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\\.[0-9]{1,9})?)?";

    private static final Pattern DURATION_FORM = Pattern.compile(DURATION);
    private static final Pattern TIME_FORM = Pattern.compile(TIME);
    private static final Pattern CALENDAR = Pattern.compile("-?P-?[0-9]+[YMW].*|-?P-?[0-9]+[YMW]-?[0-9].*");

    private Values() {}

    static <T> ValueReader<T> text(Function<String, T> value) {
        return input -> {
            String text = text(input, "text");
            return text == null ? null : input.build(() -> value.apply(text));
        };
    }

    /** The id of something in the catalogue or of a provider or kind. */
    static <T> ValueReader<T> id(Function<String, T> value) {
        return input -> {
            String text = text(input, "text");
            if (text == null) {
                return null;
            }
            try {
                return value.apply(text);
            } catch (IllegalArgumentException malformed) {
                input.problem(
                        "value", "expected 1 to 64 lower case letters, digits and inner . _ -, found " + shown(text));
                return null;
            }
        };
    }

    static ValueReader<String> line(String what, int longest) {
        return text(text -> Text.line(text, what, longest));
    }

    static ValueReader<String> paragraph(String what, int longest) {
        return text(text -> Text.paragraph(text, what, longest));
    }

    static ValueReader<Boolean> bool() {
        return input -> {
            if (input.node() instanceof Node.Scalar scalar && scalar.type() == Node.Type.BOOLEAN) {
                return scalar.text().equalsIgnoreCase("true");
            }
            input.expected("true or false");
            return null;
        };
    }

    static ValueReader<Integer> number(int least, int most) {
        return input -> {
            if (!(input.node() instanceof Node.Scalar scalar) || scalar.type() != Node.Type.WHOLE_NUMBER) {
                input.expected("a whole number");
                return null;
            }
            String text = scalar.text();
            int number = text.length() <= 9 ? Integer.parseInt(text) : Integer.MIN_VALUE;
            if (number < least || number > most) {
                input.problem(
                        "range",
                        "expected " + (least == most ? least : least + " to " + most) + ", found "
                                + Text.printable(text, 30));
                return null;
            }
            return number;
        };
    }

    static ValueReader<Duration> duration(Duration shortest, Duration longest) {
        return input -> {
            String text = text(input, "text such as PT30M");
            if (text == null) {
                return null;
            }
            if (!DURATION_FORM.matcher(text).matches()) {
                input.problem(
                        "duration",
                        CALENDAR.matcher(text).matches()
                                ? "years, months and weeks are not allowed: write days, such as P30D"
                                : "expected an ISO-8601 duration of days, hours, minutes and whole seconds,"
                                        + " such as PT30M, PT8H or P7D, found " + shown(text));
                return null;
            }
            Duration duration = Duration.parse(text);
            if (duration.compareTo(shortest) < 0 || duration.compareTo(longest) > 0) {
                input.problem("range", "expected " + shortest + " to " + days(longest) + ", found " + shown(text));
                return null;
            }
            return duration;
        };
    }

    static <E extends Enum<E>> ValueReader<E> oneOf(Class<E> type) {
        List<String> names =
                Arrays.stream(type.getEnumConstants()).map(Enum::name).toList();
        return input -> {
            String text = text(input, "text");
            if (text == null) {
                return null;
            }
            if (!names.contains(text)) {
                input.problem(
                        "value",
                        "expected one of " + String.join(", ", names) + ", found " + shown(text)
                                + NearestName.hint(text, names));
                return null;
            }
            return Enum.valueOf(type, text);
        };
    }

    static @Nullable ZoneId zone(Input input) {
        String text = text(input, "text such as Europe/Berlin");
        if (text == null) {
            return null;
        }
        try {
            return ZoneId.of(text);
        } catch (DateTimeException unknown) {
            input.problem(
                    "zone",
                    "there is no time zone " + shown(text) + NearestName.hint(text, ZoneId.getAvailableZoneIds()));
            return null;
        }
    }

    static @Nullable LocalTime time(Input input) {
        String text = text(input, "text such as \"08:00\"");
        if (text == null) {
            return null;
        }
        if (!TIME_FORM.matcher(text).matches()) {
            input.problem("time", "expected a time from 00:00 to 23:59, such as \"08:00\", found " + shown(text));
            return null;
        }
        return LocalTime.parse(text);
    }

    static @Nullable Pattern pattern(Input input) {
        String text = text(input, "text");
        if (text == null) {
            return null;
        }
        try {
            Pattern pattern = Pattern.compile(text);
            return input.build(() -> Text.pattern(pattern, "reason pattern", 500));
        } catch (PatternSyntaxException bad) {
            input.problem(
                    "pattern", "not a regular expression: " + bad.getDescription() + " near index " + bad.getIndex());
            return null;
        }
    }

    /** A list; null if any of it is bad. */
    static <T> ValueReader<List<T>> list(int least, int most, ValueReader<T> reader) {
        return input -> {
            if (!(input.node() instanceof Node.Items items)) {
                input.expected("a list");
                return null;
            }
            int size = items.items().size();
            if (size < least || size > most) {
                input.problem(
                        "size",
                        "expected " + (most == Integer.MAX_VALUE ? least + " or more" : least + " to " + most)
                                + " entries, found " + size);
            }
            List<T> values = new ArrayList<>();
            for (int i = 0; i < Math.min(size, most); i++) {
                T value = reader.read(input.item(i, items.items().get(i)));
                if (value != null) {
                    values.add(value);
                }
            }
            return values.size() == size && size >= least ? values : null;
        };
    }

    /** A list in which nothing is named twice. */
    static <T> ValueReader<Set<T>> set(int least, int most, ValueReader<T> reader) {
        return input -> {
            Set<T> seen = new LinkedHashSet<>();
            Collection<T> all = list(least, most, (ValueReader<T>) item -> {
                        T value = reader.read(item);
                        if (value != null && !seen.add(value)) {
                            item.problem("duplicate", "is in the list already");
                            return null;
                        }
                        return value;
                    })
                    .read(input);
            return all == null ? null : seen;
        };
    }

    /** Texts by name. */
    static ValueReader<Map<String, String>> attributes(int longestValue) {
        return input -> {
            Map<String, Node.Field> fields = ObjectReader.fields(input);
            if (fields == null) {
                return null;
            }
            if (fields.size() > Attributes.MOST) {
                input.problem("size", "expected 0 to " + Attributes.MOST + " entries, found " + fields.size());
                return null;
            }
            Map<String, String> texts = new TreeMap<>();
            for (Node.Field field : fields.values()) {
                Input name = new Input(
                        new Node.Scalar(field.at(), Node.Type.TEXT, field.name()),
                        input.path(),
                        input.document(),
                        input.findings());
                String value = name.build(() -> Attributes.name(field.name())) == null
                        ? null
                        : line("attribute " + field.name(), longestValue).read(input.field(field));
                if (value != null) {
                    texts.put(field.name(), value);
                }
            }
            return texts.size() == fields.size() ? texts : null;
        };
    }

    static String shown(String text) {
        return "\"" + Text.printable(text, 60) + "\"";
    }

    private static @Nullable String text(Input input, String what) {
        if (input.node() instanceof Node.Scalar scalar && scalar.type() == Node.Type.TEXT) {
            return scalar.text();
        }
        input.expected(what);
        return null;
    }

    private static String days(Duration duration) {
        return duration.equals(Duration.ofDays(duration.toDays()))
                ? "P" + duration.toDays() + "D"
                : duration.toString();
    }
}
