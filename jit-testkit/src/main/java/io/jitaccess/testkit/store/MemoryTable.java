package io.jitaccess.testkit.store;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Rows by key, whose changes can be taken back. */
final class MemoryTable<K, V> {

    private final Map<K, V> rows = new HashMap<>();
    private final Undo undo;

    MemoryTable(Undo undo) {
        this.undo = undo;
    }

    Optional<V> get(K key) {
        return Optional.ofNullable(rows.get(key));
    }

    List<V> getAll(Collection<K> keys) {
        return keys.stream().distinct().flatMap(key -> get(key).stream()).toList();
    }

    Stream<V> stream() {
        return rows.values().stream();
    }

    void put(K key, V value) {
        V before = rows.put(key, value);
        undo.add(() -> restore(key, before));
    }

    boolean remove(K key) {
        V before = rows.remove(key);
        undo.add(() -> restore(key, before));
        return before != null;
    }

    private void restore(K key, @Nullable V before) {
        if (before == null) {
            rows.remove(key);
        } else {
            rows.put(key, before);
        }
    }
}
