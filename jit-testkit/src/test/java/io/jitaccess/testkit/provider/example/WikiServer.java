package io.jitaccess.testkit.provider.example;

import io.jitaccess.testkit.provider.ProviderFaults;
import io.jitaccess.testkit.provider.ProviderFaults.Kind;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

/** A faithful fake of the wiki: what is so, and a client to it whose calls can be made to fail. */
final class WikiServer implements WikiClient, ProviderFaults {

    private final Map<String, Set<String>> editors = new TreeMap<>();
    private final Map<String, String> accounts;
    private Optional<Kind> failing = Optional.empty();

    WikiServer(Map<String, String> accountsByEmail, List<String> spaces) {
        this.accounts = Map.copyOf(accountsByEmail);
        spaces.forEach(space -> editors.put(space, new TreeSet<>()));
    }

    synchronized Set<String> editorsOf(String space) {
        return editors.getOrDefault(space, new TreeSet<>());
    }

    @Override
    public synchronized Answer editors(String space) throws IOException {
        return read(() -> editors.containsKey(space) ? names(List.copyOf(editors.get(space))) : status(404));
    }

    @Override
    public synchronized Answer addEditor(String space, String account) throws IOException {
        return write(() -> {
            if (!editors.containsKey(space)) {
                return status(404);
            }
            return status(editors.get(space).add(account) ? 201 : 200);
        });
    }

    @Override
    public synchronized Answer removeEditor(String space, String account) throws IOException {
        return write(() -> status(editorsOf(space).remove(account) ? 204 : 404));
    }

    @Override
    public synchronized Answer spaces() throws IOException {
        return read(() -> names(List.copyOf(editors.keySet())));
    }

    @Override
    public synchronized Answer account(String email) throws IOException {
        return read(
                () -> names(Optional.ofNullable(accounts.get(email)).stream().toList()));
    }

    // ---- failing

    @Override
    public Set<Kind> supported() {
        return EnumSet.complementOf(EnumSet.of(Kind.HANG));
    }

    @Override
    public synchronized void begin(Kind kind) {
        failing = Optional.of(kind);
    }

    @Override
    public synchronized void heal() {
        failing = Optional.empty();
    }

    private Answer read(Supplier<Answer> work) throws IOException {
        return failing.isPresent() && failing.get() != Kind.ANSWER_LOST ? fail(failing.get()) : work.get();
    }

    private Answer write(Supplier<Answer> work) throws IOException {
        if (failing.equals(Optional.of(Kind.ANSWER_LOST))) {
            work.get();
        }
        return failing.isPresent() ? fail(failing.get()) : work.get();
    }

    private static Answer fail(Kind kind) throws IOException {
        return switch (kind) {
            case CONNECTION_REFUSED -> throw new ConnectException("Connection refused");
            case THROTTLED -> new Answer(429, List.of(), 5);
            case SERVER_ERROR -> status(500);
            case FORBIDDEN -> status(403);
            case ANSWER_LOST, HANG -> throw new SocketException("Connection reset");
        };
    }

    private static Answer status(int status) {
        return new Answer(status, List.of(), 0);
    }

    private static Answer names(List<String> names) {
        return new Answer(200, names, 0);
    }
}
