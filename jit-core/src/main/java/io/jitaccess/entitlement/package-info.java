/** What a provider can hand out, as values. */
@NullMarked
package io.jitaccess.entitlement;

import org.jspecify.annotations.NullMarked;
