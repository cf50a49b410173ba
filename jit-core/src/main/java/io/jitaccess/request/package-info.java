/** One ask by one identity for one beneficiary. */
@NullMarked
package io.jitaccess.request;

import org.jspecify.annotations.NullMarked;
