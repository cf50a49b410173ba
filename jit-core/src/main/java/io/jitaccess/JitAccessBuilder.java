package io.jitaccess;

import io.jitaccess.spi.AccessProvider;
import io.jitaccess.spi.AuditSink;
import io.jitaccess.spi.Channel;
import io.jitaccess.spi.Directory;
import io.jitaccess.spi.EligibilitySource;
import io.jitaccess.spi.RiskAssessor;
import io.jitaccess.spi.TicketVerifier;
import io.jitaccess.spi.store.Store;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts the library together: a store, a directory and at least one provider are needed. Registration is explicit; nothing
 * is found on the class path. Not thread-safe.
 */
public final class JitAccessBuilder {

    private @Nullable Store store;
    private @Nullable Directory directory;
    private final List<AccessProvider> providers = new ArrayList<>();
    private final List<Channel> channels = new ArrayList<>();
    private final List<AuditSink> sinks = new ArrayList<>();
    private @Nullable EligibilitySource source;
    private @Nullable RiskAssessor risk;
    private @Nullable TicketVerifier tickets;
    private Settings settings = Settings.DEFAULTS;

    JitAccessBuilder() {}

    public JitAccessBuilder store(Store keeper) {
        this.store = keeper;
        return this;
    }

    public JitAccessBuilder directory(Directory people) {
        this.directory = people;
        return this;
    }

    public JitAccessBuilder provider(AccessProvider provider) {
        providers.add(provider);
        return this;
    }

    public JitAccessBuilder channel(Channel channel) {
        channels.add(channel);
        return this;
    }

    public JitAccessBuilder auditSink(AuditSink sink) {
        sinks.add(sink);
        return this;
    }

    /** Where eligibilities come from; without one they are set with {@link Administration#activate}. */
    public JitAccessBuilder eligibilities(EligibilitySource offering) {
        this.source = offering;
        return this;
    }

    /** Replaces the built-in assessor. */
    public JitAccessBuilder risk(RiskAssessor assessor) {
        this.risk = assessor;
        return this;
    }

    /** Without one no ticket is ever verified. */
    public JitAccessBuilder tickets(TicketVerifier verifier) {
        this.tickets = verifier;
        return this;
    }

    public JitAccessBuilder settings(Settings tuned) {
        this.settings = tuned;
        return this;
    }

    /**
     * Builds the library; nothing runs before {@link JitAccess#start()}.
     *
     * @throws IllegalStateException naming everything that is missing or contradicts itself: no store, directory or
     *     provider; two providers or channels with one id; a kind declared and not implemented
     */
    public JitAccess build() {
        List<String> missing = new ArrayList<>();
        Store keeper = store;
        Directory people = directory;
        if (keeper == null) {
            missing.add("a store is needed");
        }
        if (people == null) {
            missing.add("a directory is needed");
        }
        if (providers.isEmpty()) {
            missing.add("at least one provider is needed");
        }
        if (keeper == null || people == null || !missing.isEmpty()) {
            throw new IllegalStateException(String.join("; ", missing));
        }
        return new Assembly(keeper, people, new Providers(providers), settings)
                .build(channels, sinks, source, risk, tickets);
    }
}
