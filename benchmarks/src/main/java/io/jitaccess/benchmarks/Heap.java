package io.jitaccess.benchmarks;

import java.lang.management.ManagementFactory;

/** How much of the heap is in use once what is no longer needed is gone. */
final class Heap {

    private Heap() {}

    static double usedMb() {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            System.gc();
            least = Math.min(
                    least,
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }
        return least / 1024.0 / 1024.0;
    }
}
