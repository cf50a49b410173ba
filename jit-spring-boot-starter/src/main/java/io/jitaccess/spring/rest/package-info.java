/** The REST API, mapped where the host has Spring MVC and a security filter chain. */
@NullMarked
package io.jitaccess.spring.rest;

import org.jspecify.annotations.NullMarked;
