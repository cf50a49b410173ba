/** AWS in the starter: its properties and its provider. */
@NullMarked
package io.jitaccess.spring.aws;

import org.jspecify.annotations.NullMarked;
