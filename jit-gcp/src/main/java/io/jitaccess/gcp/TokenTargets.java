package io.jitaccess.gcp;

import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.entitlement.TargetKey;
import io.jitaccess.problem.Problems;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** What an entitlement to a token names, and whose tokens may be handed out. */
record TokenTargets(List<Resource> accounts) {

    static final String ACCOUNT = "service-account";
    static final String SCOPES = "scopes";
    static final String SCOPE_START = "https://www.googleapis.com/auth/";

    private static final String ALL = "cloud-platform";
    private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9._-]{0,99}(?: [a-z][a-z0-9._-]{0,99}){0,19}");

    void problems(Entitlement entitlement, Problems problems) {
        entitlement.attribute(ACCOUNT).ifPresent(text -> {
            boolean managed = accounts.stream().anyMatch(known -> known.name().equals(account(entitlement)));
            if (!managed) {
                problems.add("attributes." + ACCOUNT, "not-managed", "is none whose tokens this provider may hand out");
            }
        });
        entitlement.attribute(SCOPES).ifPresent(text -> {
            if (!FORM.matcher(text).matches()) {
                problems.add("attributes." + SCOPES, "malformed", "must be names such as devstorage.read_only");
            }
        });
    }

    TargetKey key(Entitlement entitlement) {
        return Keys.of("service-account-token:" + account(entitlement) + ":" + String.join("+", scopes(entitlement)));
    }

    static String account(Entitlement entitlement) {
        return entitlement.attribute(ACCOUNT).orElse("").toLowerCase(Locale.ROOT);
    }

    /** In one order, each once. */
    SortedSet<String> scopes(Entitlement entitlement) {
        return new TreeSet<>(List.of(entitlement.attribute(SCOPES).orElse(ALL).split(" ")));
    }
}
