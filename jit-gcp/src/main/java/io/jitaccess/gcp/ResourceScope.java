package io.jitaccess.gcp;

import java.util.List;
import java.util.Set;

/**
 * The resources that the provider may hand out access to.
 *
 * @param named by their names, in the order of the configuration
 * @param anyProject whether every project counts that the library's account can see
 */
record ResourceScope(Set<Resource> named, boolean anyProject) {

    /** How every project is written. */
    static final String ANY_PROJECT = "projects/*";

    boolean contains(Resource resource) {
        return named.contains(resource) || (anyProject && resource.type() == ResourceType.PROJECT);
    }

    boolean isEmpty() {
        return named.isEmpty() && !anyProject;
    }

    List<Resource> inOrder() {
        return List.copyOf(named);
    }
}
