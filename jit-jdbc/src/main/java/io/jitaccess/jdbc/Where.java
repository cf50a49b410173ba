package io.jitaccess.jdbc;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The conditions of a query, all of which must hold, with their parameters. Not thread-safe. */
final class Where {

    private final List<String> conditions = new ArrayList<>();
    private final List<@Nullable Object> parameters = new ArrayList<>();

    Where and(String condition, @Nullable Object... values) {
        conditions.add(condition);
        parameters.addAll(Arrays.asList(values));
        return this;
    }

    /** The clause, with a blank in front; empty where there is no condition. */
    String clause() {
        return conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions);
    }

    @Nullable
    Object[] parameters(@Nullable Object... more) {
        return Stream.concat(parameters.stream(), Arrays.stream(more)).toArray();
    }
}
