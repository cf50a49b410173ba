@NullMarked
package io.jitaccess.architecture.nullmarked.marked;

import org.jspecify.annotations.NullMarked;
