/** Okta: group memberships, app assignments and admin roles. {@code OktaProvider} is where to begin. */
@NullMarked
package io.jitaccess.okta;

import org.jspecify.annotations.NullMarked;
