/** What holds across all modules: the public API is the one on record in {@code docs/api}. */
@NullMarked
package io.jitaccess.checks;

import org.jspecify.annotations.NullMarked;
