package io.jitaccess.spring;

import io.jitaccess.JitAccess;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.context.SmartLifecycle;

/**
 * Starts what the library runs by itself, before the web server takes calls, and stops it after the web server has
 * stopped: a call that is still being answered finds everything running.
 */
final class JitLifecycle implements SmartLifecycle {

    /** Spring Boot's web servers drain at 1024 and stop at 2048 below the default; lower phases stop later. */
    static final int PHASE = SmartLifecycle.DEFAULT_PHASE - 3072;

    private final JitAccess jit;
    private final AtomicBoolean running = new AtomicBoolean();

    JitLifecycle(JitAccess jit) {
        this.jit = jit;
    }

    @Override
    public void start() {
        jit.start();
        running.set(true);
    }

    @Override
    public void stop() {
        running.set(false);
        jit.close();
    }

    @Override
    public boolean isRunning() {
        return running.get();
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
