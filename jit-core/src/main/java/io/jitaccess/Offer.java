package io.jitaccess;

import io.jitaccess.eligibility.Eligibility;
import java.util.Optional;

/**
 * Something that an identity may ask for.
 *
 * @param blocked why asking now would be refused all the same (suspended, disabled), as this node read it at its
 *     last poll ({@link Settings}), which asking does not rely on; empty if nothing is known to stand in
 *     the way
 */
public record Offer(Eligibility eligibility, Optional<String> blocked) {}
