/** Tests of AWS in the starter. */
@NullMarked
package io.jitaccess.spring.aws;

import org.jspecify.annotations.NullMarked;
