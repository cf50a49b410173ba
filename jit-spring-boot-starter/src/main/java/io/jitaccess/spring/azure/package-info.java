/** Azure in the starter: its properties and its provider. */
@NullMarked
package io.jitaccess.spring.azure;

import org.jspecify.annotations.NullMarked;
