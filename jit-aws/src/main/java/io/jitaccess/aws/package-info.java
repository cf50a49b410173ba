/** AWS: group memberships, account assignments, timed policies and role sessions, on AWS's own SDK. */
@NullMarked
package io.jitaccess.aws;

import org.jspecify.annotations.NullMarked;
