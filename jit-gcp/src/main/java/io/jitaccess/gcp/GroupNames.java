package io.jitaccess.gcp;

import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.entitlement.ProviderId;
import io.jitaccess.entitlement.TargetKey;
import io.jitaccess.problem.Problems;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/** What an entitlement to a group names, and which groups may be handed out. */
record GroupNames(ProviderId provider, List<String> mails, GroupExpiry expiry) {

    static final String GROUP = "group";
    static final String PLAIN = "plain";
    private static final String ACCEPTED = "accepted";

    void problems(Entitlement entitlement, Problems problems) {
        if (entitlement.attribute(GROUP).isPresent() && !mails.contains(group(entitlement))) {
            problems.add("attributes." + GROUP, "not-managed", "is none that this provider may hand out");
        }
        boolean accepted = isPlain(entitlement);
        if (entitlement.attribute(PLAIN).isPresent() && !accepted) {
            problems.add("attributes." + PLAIN, "malformed", "must be " + ACCEPTED + ", or not there");
        } else if (expiry == GroupExpiry.BY_LIBRARY && !accepted) {
            problems.add(
                    "attributes." + PLAIN,
                    "not-accepted",
                    "must be " + ACCEPTED + ": this edition of Cloud Identity ends no membership by itself");
        }
    }

    /** In its one spelling. */
    String group(Entitlement entitlement) {
        return entitlement.attribute(GROUP).orElse("").toLowerCase(Locale.ROOT);
    }

    /** How the membership ends is no part of what it gives. */
    TargetKey key(Entitlement entitlement) {
        return Keys.of("group-membership:" + group(entitlement));
    }

    /** One that ends by itself does not cover one that may not. */
    boolean covers(Entitlement eligible, Entitlement asked) {
        return group(eligible).equals(group(asked)) && (isPlain(eligible) || !isPlain(asked));
    }

    Entitlement entitlement(String group) {
        TreeMap<String, String> attributes = new TreeMap<>();
        attributes.put(GROUP, group);
        if (expiry == GroupExpiry.BY_LIBRARY) {
            attributes.put(PLAIN, ACCEPTED);
        }
        return new Entitlement(provider, GroupMembership.KIND, attributes);
    }

    private static boolean isPlain(Entitlement entitlement) {
        return entitlement.attribute(PLAIN).filter(ACCEPTED::equals).isPresent();
    }
}
