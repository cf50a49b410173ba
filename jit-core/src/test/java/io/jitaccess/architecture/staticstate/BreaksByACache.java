package io.jitaccess.architecture.staticstate;

import java.util.concurrent.ConcurrentHashMap;

class BreaksByACache {
    static final ConcurrentHashMap<String, String> CACHE = new ConcurrentHashMap<>();
}
