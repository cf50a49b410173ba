package io.jitaccess.architecture.staticstate;

import java.util.concurrent.atomic.AtomicLong;

class BreaksByACounter {
    static final AtomicLong COUNT = new AtomicLong();
}
