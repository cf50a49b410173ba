package io.jitaccess.azure;

import io.jitaccess.entitlement.ProviderId;
import io.jitaccess.identity.Identity;
import io.jitaccess.identity.IdentityKind;
import io.jitaccess.spi.PrincipalLookup;
import java.util.Optional;

/**
 * Which object of Entra ID an identity is. Nothing is looked up: Azure knows object ids alone, and to ask Entra ID for one
 * takes rights in the whole directory, which this provider does not have.
 *
 * @param attribute the identity's attribute that holds its object id; below {@code <provider id>.principal}
 */
record Principals(ProviderId provider, Optional<String> attribute) {

    PrincipalLookup of(Identity identity) {
        String override = provider + ".principal";
        Optional<String> written = Optional.ofNullable(identity.attributes().get(override))
                .or(() -> attribute.map(name -> identity.attributes().get(name)));
        if (written.isEmpty()) {
            return new PrincipalLookup.NoPrincipal("the identity has no Entra object id: its attribute " + override
                    + attribute.map(name -> " or " + name).orElse("") + " must hold it");
        }
        String type = identity.kind() == IdentityKind.HUMAN ? Principal.USER : Principal.SERVICE;
        return Principal.of(type, written.get().strip())
                .<PrincipalLookup>map(principal -> new PrincipalLookup.Found(principal.id()))
                .orElseGet(() -> new PrincipalLookup.NoPrincipal(
                        "an Entra object id is a GUID; what the identity's attribute holds is none"));
    }
}
