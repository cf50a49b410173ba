package io.jitaccess.okta;

import java.util.List;
import java.util.Set;

/** Which groups, apps or roles may be handed out: those that are named, or any that the library's own account can see. */
record Choice(List<String> named, boolean all) {

    static final String ANY = "*";

    Choice {
        named = List.copyOf(named);
    }

    static Choice of(Set<String> ids) {
        return new Choice(ids.stream().filter(id -> !id.equals(ANY)).sorted().toList(), ids.contains(ANY));
    }

    boolean isEmpty() {
        return named.isEmpty() && !all;
    }

    boolean allows(String id) {
        return all || named.contains(id);
    }
}
