/** What a store implements; the published {@code StoreContract} proves an implementation. */
@NullMarked
package io.jitaccess.spi.store;

import org.jspecify.annotations.NullMarked;
