/** Tests of Azure. */
@NullMarked
package io.jitaccess.azure;

import org.jspecify.annotations.NullMarked;
