/** Tests of Google Cloud in the starter. */
@NullMarked
package io.jitaccess.spring.gcp;

import org.jspecify.annotations.NullMarked;
