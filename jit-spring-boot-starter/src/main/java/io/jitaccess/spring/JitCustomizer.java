package io.jitaccess.spring;

import io.jitaccess.JitAccessBuilder;

/**
 * Changes the builder before the library is built, for what properties and beans cannot say. All beans of this type are
 * called once, in their order, after the starter has put in the store, the directory, every provider and the rest.
 */
@FunctionalInterface
public interface JitCustomizer {

    void customize(JitAccessBuilder builder);
}
