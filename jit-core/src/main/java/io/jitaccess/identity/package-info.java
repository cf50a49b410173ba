/** Who holds, asks for, approves and changes access. */
@NullMarked
package io.jitaccess.identity;

import org.jspecify.annotations.NullMarked;
