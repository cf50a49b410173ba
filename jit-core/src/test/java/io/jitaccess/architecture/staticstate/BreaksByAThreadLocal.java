package io.jitaccess.architecture.staticstate;

class BreaksByAThreadLocal {
    static final ThreadLocal<String> CURRENT = new ThreadLocal<>();
}
