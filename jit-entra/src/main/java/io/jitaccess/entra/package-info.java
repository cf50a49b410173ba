/** Microsoft Entra ID: group memberships, plain and through PIM for Groups, and directory roles through PIM. */
@NullMarked
package io.jitaccess.entra;

import org.jspecify.annotations.NullMarked;
