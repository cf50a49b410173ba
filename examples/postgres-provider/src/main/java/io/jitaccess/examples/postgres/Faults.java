package io.jitaccess.examples.postgres;

import io.jitaccess.spi.ChangeOutcome;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** What the server's error codes mean for a change that was rolled back. */
final class Faults {

    private static final String DEPENDENT_OBJECTS = "2BP01";
    static final String CANCELLED = "57014";

    private static final String LOCKED = "55P03";
    private static final String NO_RIGHT = "42501";
    private static final Set<String> IN_THE_WAY = Set.of(DEPENDENT_OBJECTS, LOCKED, NO_RIGHT);
    private static final String TOO_MANY_CONNECTIONS = "53300";
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private Faults() {}

    /** The outcome of a change that failed before its commit was sent, so certainly without effect. */
    static ChangeOutcome withoutEffect(SQLException fault) {
        String state = state(fault);
        if (state.equals(TOO_MANY_CONNECTIONS)) {
            return new ChangeOutcome.Throttled(PAUSE);
        }
        if (isForSomebodyToMend(state)) {
            return new ChangeOutcome.Refused(say(fault));
        }
        return new ChangeOutcome.Retryable(say(fault));
    }

    /** Whether a failed commit says for certain that it rolled back. */
    static boolean isRolledBack(SQLException fault) {
        return state(fault).equals("40001") || state(fault).equals("40P01");
    }

    /** Whether something depends on the object, somebody holds it locked, or the right to it is lacking. */
    static boolean isInTheWay(SQLException fault) {
        return IN_THE_WAY.contains(state(fault));
    }

    /** For people: code and message, never the statement. */
    static String say(SQLException fault) {
        ServerErrorMessage server = fault instanceof PSQLException e ? e.getServerErrorMessage() : null;
        String message = server == null ? fault.getMessage() : server.getMessage();
        return "PostgreSQL " + state(fault) + ": " + message;
    }

    private static String state(SQLException fault) {
        String state = fault.getSQLState();
        return state == null ? "without code" : state;
    }

    /** Rights, names and forms; but not what a second writer causes, which passes. */
    private static boolean isForSomebodyToMend(String state) {
        boolean raced = state.equals("42710");
        return (state.startsWith("42") && !raced)
                || state.startsWith("28")
                || state.startsWith("22")
                || state.startsWith("0") && !state.startsWith("08")
                || state.equals("3D000")
                || state.equals(DEPENDENT_OBJECTS);
    }
}
