/** Embeddable just-in-time access: the entry point for host applications. */
@NullMarked
package io.jitaccess;

import org.jspecify.annotations.NullMarked;
