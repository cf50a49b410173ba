/** Tests of the REST API. */
@NullMarked
package io.jitaccess.spring.rest;

import org.jspecify.annotations.NullMarked;
