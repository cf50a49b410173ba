/** The store on PostgreSQL and H2, over plain JDBC. */
@NullMarked
package io.jitaccess.jdbc;

import org.jspecify.annotations.NullMarked;
