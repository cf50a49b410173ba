package io.jitaccess.architecture.staticstate;

import java.util.List;

enum KeepsConstants {
    ONE;

    static final List<String> NAMES = List.of("one");
    static final int LIMIT = 1;

    int number() {
        return switch (this) {
            case ONE -> LIMIT;
        };
    }
}
