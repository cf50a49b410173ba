/** Proves the provider against a real server. */
@NullMarked
package io.jitaccess.examples.postgres;

import org.jspecify.annotations.NullMarked;
