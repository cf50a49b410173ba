/** What a tool builder implements: providers and their optional abilities, directory, channels, risk, tickets. */
@NullMarked
package io.jitaccess.spi;

import org.jspecify.annotations.NullMarked;
