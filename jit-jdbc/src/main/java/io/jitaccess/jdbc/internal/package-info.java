/** What the database must find by name. Not for use by applications. */
@NullMarked
package io.jitaccess.jdbc.internal;

import org.jspecify.annotations.NullMarked;
