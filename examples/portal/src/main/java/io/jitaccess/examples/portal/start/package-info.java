/** What the portal says when it starts, and when it cannot. */
@NullMarked
package io.jitaccess.examples.portal.start;

import org.jspecify.annotations.NullMarked;
