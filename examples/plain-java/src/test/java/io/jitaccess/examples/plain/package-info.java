/** The example as it is run, and as the README shows it. */
@NullMarked
package io.jitaccess.examples.plain;

import org.jspecify.annotations.NullMarked;
