/** A self-service portal on Spring Boot. */
@NullMarked
package io.jitaccess.examples.portal;

import org.jspecify.annotations.NullMarked;
