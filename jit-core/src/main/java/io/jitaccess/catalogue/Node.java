package io.jitaccess.catalogue;

import java.util.List;

/** A document as written, before anything is known about its meaning: YAML and JSON alike. */
sealed interface Node {

    Mark at();

    /** How error messages call what was found. */
    String what();

    /** A single value. */
    record Scalar(Mark at, Type type, String text) implements Node {
        @Override
        public String what() {
            return type == Type.TEXT && text.isEmpty() ? "nothing" : type.what;
        }
    }

    /** A list. */
    record Items(Mark at, List<Node> items) implements Node {
        @Override
        public String what() {
            return "a list";
        }
    }

    /** An object; a name that is given twice is there twice. */
    record Fields(Mark at, List<Field> fields) implements Node {
        @Override
        public String what() {
            return "an object";
        }
    }

    /** One field of an object. */
    record Field(Mark at, String name, Node value) {}

    /** The type of a single value. */
    enum Type {
        TEXT("text"),
        WHOLE_NUMBER("a number"),
        FRACTION("a number with a fraction"),
        BOOLEAN("true or false"),
        NOTHING("nothing");

        private final String what;

        Type(String what) {
            this.what = what;
        }
    }
}
