/** Ids of stored things, apart from the things themselves so that these may name each other. */
@NullMarked
package io.jitaccess.id;

import org.jspecify.annotations.NullMarked;
