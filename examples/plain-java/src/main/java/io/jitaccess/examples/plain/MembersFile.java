package io.jitaccess.examples.plain;

import io.jitaccess.entitlement.Entitlement;
import io.jitaccess.entitlement.EntitlementKind;
import io.jitaccess.entitlement.PrincipalId;
import io.jitaccess.entitlement.ProviderId;
import io.jitaccess.entitlement.TargetKey;
import io.jitaccess.identity.Identity;
import io.jitaccess.problem.Problem;
import io.jitaccess.spi.AccessProvider;
import io.jitaccess.spi.AccessRef;
import io.jitaccess.spi.ChangeOutcome;
import io.jitaccess.spi.ChangeOutcome.Effect;
import io.jitaccess.spi.KindDescriptor;
import io.jitaccess.spi.ListedAccess;
import io.jitaccess.spi.Observation;
import io.jitaccess.spi.PrincipalLookup;
import io.jitaccess.spi.ProviderException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A provider in one file: who stands in it, a name to a line, may write. The file is the truth, so a name that somebody
 * else put there is standing access and stays. Used by one process at a time.
 */
final class MembersFile implements AccessProvider {

    private static final ProviderId ID = new ProviderId("members");
    private static final EntitlementKind WRITER = new EntitlementKind("writer");
    private static final TargetKey FILE = new TargetKey("writers");
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final Path file;

    MembersFile(Path file) {
        this.file = file;
    }

    /** The names in the file; none if there is no file yet. */
    synchronized List<String> read() throws IOException {
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    @Override
    public ProviderId id() {
        return ID;
    }

    @Override
    public List<KindDescriptor> kinds() {
        return List.of(new KindDescriptor(
                WRITER,
                "May write",
                List.of(),
                KindDescriptor.Scope.SHARED,
                KindDescriptor.Expiry.NONE,
                KindDescriptor.Sight.OBSERVABLE,
                KindDescriptor.Marks.UNMARKED,
                SECOND,
                Duration.ofDays(365),
                Duration.ZERO,
                Duration.ZERO,
                SECOND,
                SECOND));
    }

    @Override
    public List<Problem> validate(Entitlement entitlement) {
        return entitlement.attributes().isEmpty()
                ? List.of()
                : List.of(new Problem("attributes", "unknown", "has no attributes"));
    }

    @Override
    public TargetKey targetKey(Entitlement entitlement) {
        return FILE;
    }

    @Override
    public boolean covers(Entitlement eligible, Entitlement asked) {
        return eligible.equals(asked);
    }

    @Override
    public PrincipalLookup principal(Identity identity, Entitlement entitlement) {
        return new PrincipalLookup.Found(new PrincipalId(identity.id().value()));
    }

    @Override
    public Observation observe(AccessRef access) {
        try {
            return read().contains(access.principal().value()) ? Observation.present() : Observation.absent();
        } catch (IOException e) {
            return Observation.unclear("the file cannot be read");
        }
    }

    @Override
    public synchronized ChangeOutcome assign(AccessRef access, Instant until, boolean ours) {
        try {
            List<String> names = new ArrayList<>(read());
            if (names.contains(access.principal().value())) {
                return ChangeOutcome.done(ours ? Effect.UPDATED : Effect.ALREADY_PRESENT);
            }
            names.add(access.principal().value());
            write(names);
            return ChangeOutcome.done(Effect.CREATED);
        } catch (IOException e) {
            return ChangeOutcome.unknown("the file cannot be written");
        }
    }

    @Override
    public synchronized ChangeOutcome revoke(AccessRef access) {
        try {
            List<String> names = new ArrayList<>(read());
            if (!names.remove(access.principal().value())) {
                return ChangeOutcome.done(Effect.ALREADY_ABSENT);
            }
            write(names);
            return ChangeOutcome.done(Effect.REMOVED);
        } catch (IOException e) {
            return ChangeOutcome.unknown("the file cannot be written");
        }
    }

    @Override
    public ListedAccess.Page list(EntitlementKind kind, Optional<String> from) {
        Entitlement writer = new Entitlement(ID, WRITER, java.util.Collections.emptySortedMap());
        try {
            return new ListedAccess.Page(
                    read().stream()
                            .map(name -> new ListedAccess(
                                    new PrincipalId(name), writer, FILE, Optional.empty(), Optional.empty()))
                            .toList(),
                    Optional.empty());
        } catch (IOException e) {
            throw new ProviderException("the file cannot be read");
        }
    }

    /** All or nothing: readers see the old file or the new one. */
    private void write(List<String> names) throws IOException {
        Path next = Files.write(file.resolveSibling(file.getFileName() + ".next"), names);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
