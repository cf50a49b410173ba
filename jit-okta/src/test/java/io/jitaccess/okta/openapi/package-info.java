/** Compiled with the profile {@code okta-openapi} alone: requests against the description that Okta publishes. */
@NullMarked
package io.jitaccess.okta.openapi;

import org.jspecify.annotations.NullMarked;
