/** Telling people and programs what happened: delivery from the outbox, and the channels that need no vendor. */
@NullMarked
package io.jitaccess.notify;

import org.jspecify.annotations.NullMarked;
