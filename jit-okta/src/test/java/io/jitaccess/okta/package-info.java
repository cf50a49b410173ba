/** Tests of the provider of Okta, against a fake of ours. */
@NullMarked
package io.jitaccess.okta;

import org.jspecify.annotations.NullMarked;
