/** The portal as a person uses it, in a browser. */
@NullMarked
package io.jitaccess.examples.portal.browser;

import org.jspecify.annotations.NullMarked;
