/** The portal's own PostgreSQL: the library's store, and the orders database whose access is handed out. */
@NullMarked
package io.jitaccess.examples.portal.database;

import org.jspecify.annotations.NullMarked;
