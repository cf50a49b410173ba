package io.jitaccess.azure;

import io.jitaccess.entitlement.PrincipalId;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Who holds a role: an object of Entra ID and what it is. Azure is told what it is, or it looks the object up, which fails
 * for minutes while a new one spreads.
 *
 * @param type as Azure calls it, such as {@code User}
 * @param objectId a GUID in small letters
 */
record Principal(String type, String objectId) {

    static final String USER = "User";
    static final String SERVICE = "ServicePrincipal";

    /** What a listing may show; only the first two are given roles. */
    private static final Map<String, String> TYPES = Map.of(
            "user", USER,
            "serviceprincipal", SERVICE,
            "group", "Group",
            "foreigngroup", "ForeignGroup",
            "device", "Device");

    /** Reads what {@link #id} writes. */
    static Optional<Principal> parse(PrincipalId id) {
        int colon = id.value().indexOf(':');
        return colon < 0
                ? Optional.empty()
                : of(id.value().substring(0, colon), id.value().substring(colon + 1));
    }

    static Optional<Principal> of(String type, String objectId) {
        String known = TYPES.get(type.toLowerCase(Locale.ROOT));
        return known == null ? Optional.empty() : Guids.parse(objectId).map(guid -> new Principal(known, guid));
    }

    PrincipalId id() {
        return new PrincipalId(type.toLowerCase(Locale.ROOT) + ":" + objectId);
    }

    boolean mayBeGiven() {
        return type.equals(USER) || type.equals(SERVICE);
    }
}
