/** Azure: role assignments, plain, until an instant by condition, and through Privileged Identity Management. */
@NullMarked
package io.jitaccess.azure;

import org.jspecify.annotations.NullMarked;
