package io.jitaccess;

import io.jitaccess.catalogue.CatalogueJson;
import io.jitaccess.eligibility.Catalogue;
import io.jitaccess.eligibility.CatalogueRevision;
import io.jitaccess.eligibility.Eligibility;
import io.jitaccess.eligibility.EligibilityId;
import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.grant.Suspension;
import io.jitaccess.identity.Identity;
import io.jitaccess.internal.Text;
import io.jitaccess.problem.JitException;
import io.jitaccess.spi.AccessProvider;
import io.jitaccess.spi.Lookup;
import io.jitaccess.spi.store.Store;
import io.jitaccess.spi.store.UnitOfWork;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The catalogue in force, as this node last read it from the store. A use case that changes something reads the number of
 * the revision in force in its own unit of work and loads it if this node is behind.
 */
final class Rulebook {

    /**
     * One revision, immutable.
     *
     * @param disabled eligibilities that may not be used now, with the reason, by who found it out
     */
    record Revision(
            long number, Catalogue catalogue, CatalogueIndex index, Map<String, Map<EligibilityId, String>> disabled) {

        static final Revision NONE = new Revision(0, Catalogue.EMPTY, new CatalogueIndex(Catalogue.EMPTY), Map.of());

        Revision {
            disabled = Map.copyOf(disabled);
        }

        /** Why an eligibility may not be used now. */
        Optional<String> disabled(EligibilityId id) {
            for (Map<EligibilityId, String> reasons : disabled.values()) {
                String why = reasons.get(id);
                if (why != null) {
                    return Optional.of(why);
                }
            }
            return Optional.empty();
        }

        /** Some of them, in their order. */
        Map<EligibilityId, String> disabled(int atMost) {
            TreeMap<EligibilityId, String> first = new TreeMap<>();
            disabled.values().forEach(reasons -> reasons.forEach(first::putIfAbsent));
            while (first.size() > atMost) {
                first.pollLastEntry();
            }
            return first;
        }

        private Revision disable(String finder, Map<EligibilityId, String> found) {
            Map<String, Map<EligibilityId, String>> next = new HashMap<>(disabled);
            if (found.isEmpty()) {
                next.remove(finder);
            } else {
                next.put(finder, Map.copyOf(found));
            }
            return new Revision(number, catalogue, index, next);
        }
    }

    /** Whether an identity still has what a grant or request of it needs. */
    enum Holds {
        YES,
        NO,
        /** The directory does not answer, or the eligibility is disabled for now: refuses new access, ends none. */
        UNKNOWN
    }

    /** @param why for people */
    record Standing(Holds holds, String why) {}

    private final Providers providers;
    private volatile Revision current = Revision.NONE;
    private volatile Suspensions suspensions = Suspensions.of(List.of());

    Rulebook(Providers providers) {
        this.providers = providers;
    }

    /** What is suspended, as last read: for showing, not for deciding. */
    Suspensions suspensions() {
        return suspensions;
    }

    void suspended(List<Suspension> inForce) {
        suspensions = Suspensions.of(inForce);
    }

    /** As last read; memory only. */
    Revision current() {
        return current;
    }

    /**
     * The revision in force in this unit of work. It is not made this node's: the unit of work may yet be rolled back.
     */
    Revision inForce(UnitOfWork unit) {
        Revision known = current;
        if (unit.catalogue().activeNumber() == known.number()) {
            return known;
        }
        return unit.catalogue().active().map(Rulebook::read).orElse(Revision.NONE);
    }

    /** Makes a committed revision this node's; an older one than it has is ignored. */
    synchronized void load(CatalogueRevision revision) {
        if (revision.number() > current.number()) {
            current = read(revision);
        }
    }

    /**
     * Follows what is in force, as committed.
     *
     * @throws UnreadableException when it cannot be read; this node keeps what it has
     */
    void refresh(Store store) {
        store.reading(unit -> {
            if (unit.catalogue().activeNumber() != current.number()) {
                unit.catalogue().active().ifPresent(this::load);
            }
            return true;
        });
    }

    /**
     * Follows what is in force up to a revision that was seen to be so. Reading a large one takes a while: not for a unit
     * of work that holds rows.
     *
     * @throws UnreadableException as {@link #refresh}
     */
    synchronized void reach(long number, Store store) {
        if (current.number() < number) {
            refresh(store);
        }
    }

    private static Revision read(CatalogueRevision revision) {
        Catalogue catalogue;
        try {
            catalogue = CatalogueJson.read(revision.document());
        } catch (IllegalArgumentException e) {
            throw new UnreadableException(revision.number(), e);
        }
        return new Revision(revision.number(), catalogue, new CatalogueIndex(catalogue), Map.of());
    }

    /**
     * What is in force was accepted by a node that understands more than this one. Nothing is granted here on what it
     * says, and nothing is ended for it.
     */
    static final class UnreadableException extends JitException {

        private static final long serialVersionUID = 1L;

        private UnreadableException(long number, IllegalArgumentException why) {
            super("revision " + number + " of the catalogue is in force, and this version cannot read it: "
                    + Text.printable(String.valueOf(why.getMessage()), 1_000));
        }
    }

    /** Replaces what one finder found disabled, if the revision is still this node's. */
    synchronized void disable(long number, String finder, Map<EligibilityId, String> found) {
        if (current.number() == number) {
            current = current.disable(finder, found);
        }
    }

    /** Whether this identity may (still) hold these entitlements under this eligibility. */
    Standing standing(
            Revision revision, EligibilityId id, Lookup<Optional<Identity>> holder, List<Entitlement> entitlements) {
        return holder.fold(
                found -> found.map(identity -> standing(revision, id, identity, entitlements))
                        .orElseGet(() -> new Standing(Holds.NO, "the directory does not know the beneficiary")),
                unknown -> new Standing(Holds.UNKNOWN, "the directory does not answer: " + unknown));
    }

    private Standing standing(Revision revision, EligibilityId id, Identity identity, List<Entitlement> entitlements) {
        Optional<Eligibility> eligibility = revision.catalogue().eligibility(id);
        if (eligibility.isEmpty()) {
            return new Standing(Holds.NO, "the eligibility " + id + " no longer exists");
        }
        if (!eligibility.get().who().include(identity)) {
            return new Standing(
                    Holds.NO,
                    identity.active() ? "the beneficiary is no longer eligible" : "the beneficiary is disabled");
        }
        for (Entitlement asked : entitlements) {
            if (!covered(eligibility.get(), asked)) {
                return new Standing(Holds.NO, "the eligibility no longer covers " + asked);
            }
        }
        return revision.disabled(id)
                .map(why -> new Standing(Holds.UNKNOWN, why))
                .orElseGet(() -> new Standing(Holds.YES, ""));
    }

    /** Whether one of the eligibility's entitlements covers what is asked; what cannot be judged is not covered. */
    boolean covered(Eligibility eligibility, Entitlement asked) {
        return eligibility.entitlements().stream().anyMatch(eligible -> covers(eligible, asked));
    }

    private boolean covers(Entitlement eligible, Entitlement asked) {
        if (eligible.equals(asked)) {
            return true;
        }
        if (!eligible.provider().equals(asked.provider()) || !eligible.kind().equals(asked.kind())) {
            return false;
        }
        Optional<AccessProvider> provider = providers.find(asked.provider());
        return provider.isPresent() && provider.get().covers(eligible, asked);
    }
}
