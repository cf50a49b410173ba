/** Tests of Microsoft Entra ID in the starter. */
@NullMarked
package io.jitaccess.spring.entra;

import org.jspecify.annotations.NullMarked;
