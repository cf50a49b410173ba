/** Directories that come with the library: cached, from a file, from a program. */
@NullMarked
package io.jitaccess.directory;

import org.jspecify.annotations.NullMarked;
