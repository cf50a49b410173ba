/** The portal as a whole, over HTTP. */
@NullMarked
package io.jitaccess.examples.portal;

import org.jspecify.annotations.NullMarked;
