package io.jitaccess.testkit.model;

import io.jitaccess.testkit.provider.FakeProvider;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Invariant 15: no text that was issued as a secret is in a row or an event. */
final class SecretCheck extends Check {

    private record Written(Instant at, Object what) {}

    private final List<FakeProvider> providers;
    private final Set<String> canaries;
    private final List<Written> written = new ArrayList<>();
    private int searched;
    private Set<String> searchedFor = Set.of();

    SecretCheck(Findings findings, List<FakeProvider> providers, Set<String> canaries) {
        super("no secrets at rest", findings);
        this.providers = providers;
        this.canaries = canaries;
    }

    @Override
    void commit(Commit commit, Ledger before) {
        commit.texts().forEach(text -> written.add(new Written(commit.at, text)));
    }

    @Override
    void now(Ledger ledger, Instant now) {
        Set<String> secrets = new HashSet<>(canaries);
        providers.forEach(provider -> secrets.addAll(provider.cloud().issuedSecrets()));
        // a row may have been written before what is in it was known to be a secret
        int from = secrets.equals(searchedFor) ? searched : 0;
        searchedFor = secrets;
        searched = written.size();
        if (secrets.isEmpty()) {
            return;
        }
        for (Written each : written.subList(from, written.size())) {
            String text = each.what().toString();
            if (secrets.stream().anyMatch(text::contains)) {
                broken(each.at(), "a secret was written: " + text);
            }
        }
    }
}
