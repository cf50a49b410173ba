/** Tests of Azure in the starter. */
@NullMarked
package io.jitaccess.spring.azure;

import org.jspecify.annotations.NullMarked;
