package io.jitaccess.entra;

import java.time.Duration;

/** Lets a little time pass between two looks at an unfinished operation. */
interface Waiter {

    /** Waits; false if the thread was interrupted, which stays set. */
    boolean pause(Duration time);

    static boolean sleep(Duration time) {
        try {
            Thread.sleep(time.toMillis());
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
