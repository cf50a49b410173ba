/** The catalogue as files and as a stored document: reading, writing, judging. */
@NullMarked
package io.jitaccess.catalogue;

import org.jspecify.annotations.NullMarked;
