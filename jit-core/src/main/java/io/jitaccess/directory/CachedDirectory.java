package io.jitaccess.directory;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.jitaccess.directory.Question.Find;
import io.jitaccess.directory.Question.FindByEmail;
import io.jitaccess.directory.Question.Members;
import io.jitaccess.identity.GroupId;
import io.jitaccess.identity.Identity;
import io.jitaccess.identity.IdentityId;
import io.jitaccess.spi.Directory;
import io.jitaccess.spi.Lookup;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Remembers another directory's answers for a while, and never waits for it longer than a time-out.
 *
 * <p>An answer's age counts from when the question was sent, by the machine's clock and by elapsed time alike, so that
 * neither a clock that is set back nor a machine that was asleep prolongs it. Unknown is never remembered. Who asks what
 * is being asked already waits for that answer, unless it would be too old. The other directory is called on a bounded
 * number of daemon threads: one that hangs is interrupted, and as long as it holds them all, whoever asks is told unknown
 * in time. Thread-safe.
 */
public final class CachedDirectory implements Directory, AutoCloseable {

    private final Cache<Question<?>, Asked<?>> answers;
    private final Askers askers;
    private final SilenceLog silences = new SilenceLog();
    private final InstantSource clock;
    private final Duration timeout;
    private final Directory recent;
    private final Directory fresh;

    CachedDirectory(CachedDirectoryBuilder builder) {
        askers = new Askers(builder.source, builder.threads);
        clock = builder.clock;
        timeout = builder.timeout;
        answers = Caffeine.newBuilder()
                .maximumWeight(builder.size)
                .weigher((Question<?> question, Asked<?> asked) -> asked.weight())
                .expireAfterWrite(builder.age)
                .executor(Runnable::run)
                .build();
        recent = new View(builder.age);
        fresh = new View(builder.decisionAge.compareTo(builder.age) < 0 ? builder.decisionAge : builder.age);
    }

    /** Answers are at most a minute old, for decisions 30 seconds, if the builder is told nothing else. */
    public static CachedDirectoryBuilder builder(Directory source) {
        return new CachedDirectoryBuilder(source);
    }

    /**
     * A view for rights and decisions: its answers are at most as old as the builder's decision age. What it learns is
     * remembered for everybody.
     */
    public Directory fresh() {
        return fresh;
    }

    @Override
    public Lookup<Optional<Identity>> find(IdentityId id) {
        return recent.find(id);
    }

    @Override
    public Lookup<Optional<Identity>> findByEmail(String email) {
        return recent.findByEmail(email);
    }

    @Override
    public Lookup<Optional<Set<IdentityId>>> members(GroupId group, int atMost) {
        return recent.members(group, atMost);
    }

    /** Ends the threads; from now on what is not remembered is unknown. Repeatable. */
    @Override
    public void close() {
        askers.close();
    }

    private <T> Lookup<T> ask(Question<T> question, Duration oldest) {
        Asked<T> asked = asked(question, oldest);
        Lookup<T> answer = asked.await();
        if (answer instanceof Lookup.Unknown<T> unknown) {
            answers.asMap().remove(question, asked);
            silences.note(unknown.message());
        }
        return answer;
    }

    // an answer is kept under its question, which has its type
    @SuppressWarnings("unchecked")
    private <T> Asked<T> asked(Question<T> question, Duration oldest) {
        Instant now = clock.instant();
        Asked<?> known = answers.getIfPresent(question);
        if (known != null && known.serves(oldest, now)) {
            return (Asked<T>) known;
        }
        Asked<T> mine = new Asked<>(question, now, timeout);
        Asked<?> used = Objects.requireNonNull(answers.asMap()
                .compute(question, (same, other) -> other != null && other.serves(oldest, now) ? other : mine));
        if (used == mine) {
            askers.send(mine, this::remember);
        }
        return (Asked<T>) used;
    }

    private void remember(Asked<?> asked) {
        if (asked.isKnown()) {
            // weighs it anew, now that it is there
            answers.asMap().replace(asked.question(), asked, asked);
        } else {
            answers.asMap().remove(asked.question(), asked);
        }
    }

    /** This directory, as seen by those who want answers that are at most so old. */
    private final class View implements Directory {

        /** No identity has a longer one. */
        private static final int LONGEST_EMAIL = 320;

        private final Duration oldest;

        View(Duration oldest) {
            this.oldest = oldest;
        }

        @Override
        public Lookup<Optional<Identity>> find(IdentityId id) {
            return ask(new Find(id), oldest);
        }

        @Override
        public Lookup<Optional<Identity>> findByEmail(String email) {
            return email.length() > LONGEST_EMAIL
                    ? Lookup.known(Optional.empty())
                    : ask(new FindByEmail(email.toLowerCase(Locale.ROOT)), oldest);
        }

        @Override
        public Lookup<Optional<Set<IdentityId>>> members(GroupId group, int atMost) {
            return ask(new Members(group, atMost), oldest);
        }
    }
}
