package io.jitaccess.entra;

import com.microsoft.kiota.RequestInformation;
import io.jitaccess.spi.AccessRef;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What Privileged Identity Management is asked about one sort of access. Each request is made anew, its models included. */
interface Pim {

    /** What a request wants. */
    enum Wish {
        ASSIGN,
        UPDATE,
        REMOVE
    }

    /** From when to when PIM gives it. */
    record Span(Instant start, Instant end) {}

    /** @param span empty for a removal alone */
    RequestInformation request(AccessRef access, Wish wish, Optional<Span> span);

    RequestInformation status(String request);

    List<PimSight> look(List<AccessRef> accesses);

    /** A documented way past PIM to take the access back, if there is one. */
    Optional<RequestInformation> direct(AccessRef access);

    /** Those of the assigns that may be tried at all; the others are answered. */
    List<Integer> fit(Changes all);
}
