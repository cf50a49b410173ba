/** Tests of Microsoft Entra ID. */
@NullMarked
package io.jitaccess.entra;

import org.jspecify.annotations.NullMarked;
