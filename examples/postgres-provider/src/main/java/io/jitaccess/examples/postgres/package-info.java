/** A provider that hands out PostgreSQL roles, written only against the SPI. */
@NullMarked
package io.jitaccess.examples.postgres;

import org.jspecify.annotations.NullMarked;
