/** What an approved request becomes: grants, their claims, and the assignments that they claim. */
@NullMarked
package io.jitaccess.grant;

import org.jspecify.annotations.NullMarked;
