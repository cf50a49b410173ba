package io.jitaccess.azure;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** How role assignments of a kind end. */
sealed interface Ending {

    /** The condition that they get; blank for none. */
    String condition(List<String> dataActions, Instant until);

    /** Why a role with these data actions cannot be given so. */
    Optional<String> problem(List<String> dataActions);

    /** Whether the role's own data actions matter. */
    boolean asksForRole();

    /** Whether the role is handed out so: each role in one way alone, as Azure holds one role assignment of it. */
    boolean hands(String role);

    /** Why it is not. */
    String refusal();

    /** By the library's own removal alone. */
    record ByLibrary() implements Ending {

        @Override
        public String condition(List<String> dataActions, Instant until) {
            return "";
        }

        @Override
        public Optional<String> problem(List<String> dataActions) {
            return Optional.empty();
        }

        @Override
        public boolean asksForRole() {
            return false;
        }

        @Override
        public boolean hands(String role) {
            return !Roles.ENDED_BY_CONDITION.contains(role);
        }

        @Override
        public String refusal() {
            return "is handed out as " + Descriptors.STORAGE + ", which ends by itself";
        }
    }

    /** By a condition on the time, for data actions of storage. */
    record ByCondition() implements Ending {

        @Override
        public String condition(List<String> dataActions, Instant until) {
            return UtcCondition.text(dataActions, until);
        }

        @Override
        public Optional<String> problem(List<String> dataActions) {
            return dataActions.isEmpty()
                    ? Optional.of("the role has no data actions that a condition could end")
                    : dataActions.stream()
                            .flatMap(action -> UtcCondition.problem(action).stream())
                            .findFirst();
        }

        @Override
        public boolean asksForRole() {
            return true;
        }

        @Override
        public boolean hands(String role) {
            return Roles.ENDED_BY_CONDITION.contains(role);
        }

        @Override
        public String refusal() {
            return "is no role whose data actions a condition can end";
        }
    }
}
