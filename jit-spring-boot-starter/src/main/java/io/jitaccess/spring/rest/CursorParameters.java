package io.jitaccess.spring.rest;

import org.jspecify.annotations.Nullable;

/** Which part of a list whose parts a provider cuts. */
record CursorParameters(@Nullable String cursor) implements QueryParameters {}
