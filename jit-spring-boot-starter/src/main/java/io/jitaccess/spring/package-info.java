/** The starter for Spring Boot: properties, wiring, and what an application may replace. */
@NullMarked
package io.jitaccess.spring;

import org.jspecify.annotations.NullMarked;
