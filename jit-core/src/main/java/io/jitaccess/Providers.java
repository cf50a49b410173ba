package io.jitaccess;

import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.entitlement.EntitlementKind;
import io.jitaccess.entitlement.ProviderId;
import io.jitaccess.entitlement.TargetKey;
import io.jitaccess.grant.Assignment;
import io.jitaccess.spi.AccessProvider;
import io.jitaccess.spi.AccessRef;
import io.jitaccess.spi.CredentialIssuer;
import io.jitaccess.spi.KindDescriptor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The registered providers and their kinds. */
final class Providers {

    private final Map<ProviderId, AccessProvider> byId = new TreeMap<>();
    private final Map<ProviderId, Map<EntitlementKind, KindDescriptor>> kinds = new TreeMap<>();

    /** @throws IllegalStateException naming every contradiction at once */
    Providers(List<AccessProvider> registered) {
        List<String> wrong = new ArrayList<>();
        for (AccessProvider provider : registered) {
            if (byId.putIfAbsent(provider.id(), provider) != null) {
                wrong.add("two providers have the id " + provider.id());
                continue;
            }
            Map<EntitlementKind, KindDescriptor> own = new LinkedHashMap<>();
            for (KindDescriptor kind : provider.kinds()) {
                if (own.putIfAbsent(kind.kind(), kind) != null) {
                    wrong.add("provider " + provider.id() + " declares the kind " + kind.kind() + " twice");
                }
                if (kind.sight() == KindDescriptor.Sight.UNOBSERVABLE && !(provider instanceof CredentialIssuer)) {
                    wrong.add("provider " + provider.id() + " declares the kind " + kind.kind()
                            + " as unobservable and issues no credentials");
                }
            }
            if (own.isEmpty()) {
                wrong.add("provider " + provider.id() + " declares no kind");
            }
            kinds.put(provider.id(), own);
        }
        if (!wrong.isEmpty()) {
            throw new IllegalStateException(String.join("; ", wrong));
        }
    }

    Collection<AccessProvider> all() {
        return byId.values();
    }

    Optional<AccessProvider> find(ProviderId id) {
        return Optional.ofNullable(byId.get(id));
    }

    AccessProvider get(ProviderId id) {
        AccessProvider provider = byId.get(id);
        if (provider == null) {
            throw new IllegalStateException("no provider " + id + " is registered");
        }
        return provider;
    }

    Optional<KindDescriptor> kind(Entitlement entitlement) {
        return Optional.ofNullable(
                kinds.getOrDefault(entitlement.provider(), Map.of()).get(entitlement.kind()));
    }

    Optional<TargetKey> targetKey(Entitlement entitlement) {
        return kind(entitlement).map(kind -> get(entitlement.provider()).targetKey(entitlement));
    }

    static AccessRef ref(Assignment row) {
        return new AccessRef(row.id(), row.principal(), row.entitlement(), row.targetKey(), row.grant());
    }
}
