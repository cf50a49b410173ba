/** Okta in the starter: its properties and its provider. */
@NullMarked
package io.jitaccess.spring.okta;

import org.jspecify.annotations.NullMarked;
