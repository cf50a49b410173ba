package io.jitaccess.okta;

import java.util.regex.Pattern;

/** Okta's own ids: told apart by case, and their first letters tell what they are of. */
final class Ids {

    static final Pattern USER = Pattern.compile("00u[0-9A-Za-z]{17}");
    static final Pattern GROUP = Pattern.compile("00g[0-9A-Za-z]{17}");
    static final Pattern APP = Pattern.compile("0oa[0-9A-Za-z]{17}");

    private Ids() {}
}
