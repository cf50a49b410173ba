/** Auto-configuration for Spring Boot. */
@NullMarked
package io.jitaccess.spring;

import org.jspecify.annotations.NullMarked;
