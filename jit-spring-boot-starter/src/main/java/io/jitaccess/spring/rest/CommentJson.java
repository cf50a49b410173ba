package io.jitaccess.spring.rest;

import org.jspecify.annotations.Nullable;

/** Why something is done. */
record CommentJson(@Nullable String comment) implements JsonBody {

    static String of(@Nullable CommentJson body) {
        return body == null || body.comment == null ? "" : body.comment;
    }
}
