/** Google Cloud in the starter: its properties and its provider. */
@NullMarked
package io.jitaccess.spring.gcp;

import org.jspecify.annotations.NullMarked;
