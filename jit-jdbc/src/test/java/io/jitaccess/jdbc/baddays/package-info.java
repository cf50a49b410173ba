/** Real nodes on a real database on bad days: killed, paused, cut off, lied to. */
@NullMarked
package io.jitaccess.jdbc.baddays;

import org.jspecify.annotations.NullMarked;
