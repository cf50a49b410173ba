/** The library at work without a framework. */
@NullMarked
package io.jitaccess.examples.plain;

import org.jspecify.annotations.NullMarked;
