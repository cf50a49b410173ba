/** Microsoft Entra ID in the starter: its properties and its provider. */
@NullMarked
package io.jitaccess.spring.entra;

import org.jspecify.annotations.NullMarked;
