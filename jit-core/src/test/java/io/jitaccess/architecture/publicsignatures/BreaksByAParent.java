package io.jitaccess.architecture.publicsignatures;

import com.github.benmanes.caffeine.cache.CacheLoader;

public interface BreaksByAParent extends CacheLoader<String, String> {}
