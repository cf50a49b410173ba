/** The embedded server: who gets in, and what stays. */
@NullMarked
package io.jitaccess.examples.portal.database;

import org.jspecify.annotations.NullMarked;
