package io.jitaccess.catalogue;

import io.jitaccess.eligibility.Catalogue;
import io.jitaccess.internal.Text;
import io.jitaccess.spi.EligibilitySource;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Eligibilities and policies that the application holds itself. It decides when they change: {@link #replace} offers
 * another catalogue, which comes into force within about a second, if it has no problem. Thread-safe.
 */
public final class ProgrammaticSource implements EligibilitySource {

    private record Version(Catalogue catalogue, long number) {}

    private final String name;
    private final AtomicReference<Version> current;

    /**
     * @param name goes on record with each revision; 1 to 500 characters
     * @throws IllegalArgumentException for a bad name
     */
    public ProgrammaticSource(String name, Catalogue first) {
        this.name = Text.line(name, "source", 500);
        this.current = new AtomicReference<>(new Version(Objects.requireNonNull(first, "first"), 1));
    }

    /** Offers this catalogue from now on; one equal to the one before is no change. */
    public void replace(Catalogue next) {
        Objects.requireNonNull(next, "next");
        current.updateAndGet(
                version -> version.catalogue.equals(next) ? version : new Version(next, version.number + 1));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Reading read() {
        return new Reading.Offered(current.get().catalogue);
    }

    @Override
    public Optional<String> changed(Optional<String> seen) {
        return Optional.of(Long.toString(current.get().number)).filter(stamp -> !seen.equals(Optional.of(stamp)));
    }
}
