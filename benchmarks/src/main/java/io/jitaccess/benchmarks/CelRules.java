package io.jitaccess.benchmarks;

import dev.cel.common.CelValidationException;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntimeFactory;
import dev.cel.runtime.CelVariableResolver;
import dev.cel.runtime.Program;
import io.jitaccess.benchmarks.LookUpWorld.Asker;
import io.jitaccess.identity.GroupId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rules of {@link Company#catalogue} in CEL. One program is compiled ahead, and evaluated for one eligibility after
 * the other with that eligibility's own group and id: a million programs would only be slower, by their size. Groups are
 * a map, so that asking for one costs a hash, not a walk.
 */
final class CelRules {

    private static final String ELIGIBLE = "group in groups";
    private static final String PASSES = "eligibility == asked && group in groups && kind == 'HUMAN'"
            + " && duration >= 1 && duration <= " + Company.LONGEST.toSeconds() + " ? (duration <= "
            + Company.SHORT.toSeconds() + " ? 'APPROVED' : '" + Company.ON_CALL.value()
            + "' in groups ? 'APPROVED' : 'PENDING') : 'REFUSED'";

    private final String[] groups;
    private final String[] ids;
    private final Program eligible;
    private final Program passes;
    private final List<Asker> askers;
    private final List<Map<String, Boolean>> groupsOf;
    private int turn;

    CelRules(int eligibilities, List<Asker> askers) {
        this.groups = new String[eligibilities];
        this.ids = new String[eligibilities];
        for (int i = 0; i < eligibilities; i++) {
            groups[i] = Company.group(i).value();
            ids[i] = Company.eligibilityId(i).value();
        }
        this.askers = askers;
        this.groupsOf = askers.stream().map(CelRules::groupsOf).toList();
        this.eligible = compile(ELIGIBLE);
        this.passes = compile(PASSES);
    }

    private static Map<String, Boolean> groupsOf(Asker asker) {
        Map<String, Boolean> in = new HashMap<>();
        for (GroupId group : asker.identity().groups()) {
            in.put(group.value(), true);
        }
        return in;
    }

    private static Program compile(String rule) {
        CelCompiler compiler = CelCompilerFactory.standardCelCompilerBuilder()
                .addVar("group", SimpleType.STRING)
                .addVar("eligibility", SimpleType.STRING)
                .addVar("asked", SimpleType.STRING)
                .addVar("kind", SimpleType.STRING)
                .addVar("duration", SimpleType.INT)
                .addVar("groups", MapType.create(SimpleType.STRING, SimpleType.BOOL))
                .build();
        try {
            return CelRuntimeFactory.plannerRuntimeBuilder()
                    .build()
                    .createProgram(compiler.compile(rule).getAst());
        } catch (CelValidationException | CelEvaluationException e) {
            throw new IllegalStateException("the rule is not CEL: " + rule, e);
        }
    }

    /** What one evaluation sees. */
    private record Seen(
            String group, String eligibility, String asked, String kind, long duration, Map<String, Boolean> groups)
            implements CelVariableResolver {

        @Override
        public Optional<Object> find(String name) {
            return Optional.ofNullable(value(name));
        }

        private @Nullable Object value(String name) {
            return switch (name) {
                case "group" -> group;
                case "eligibility" -> eligibility;
                case "asked" -> asked;
                case "kind" -> kind;
                case "duration" -> duration;
                case "groups" -> groups;
                default -> null;
            };
        }
    }

    private Seen seen(int eligibility) {
        Asker asker = askers.get(turn);
        return new Seen(
                groups[eligibility],
                ids[eligibility],
                asker.draft().eligibility().value(),
                asker.identity().kind().name(),
                asker.draft().duration().toSeconds(),
                groupsOf.get(turn));
    }

    /** How many eligibilities the next person has: all are evaluated. */
    int offers() {
        next();
        int found = 0;
        for (int i = 0; i < groups.length; i++) {
            if (Boolean.TRUE.equals(eval(eligible, seen(i)))) {
                found++;
            }
        }
        return found;
    }

    /** What the next person's request comes to: one after the other until one does not refuse. */
    Object explain() {
        next();
        for (int i = 0; i < groups.length; i++) {
            Object result = eval(passes, seen(i));
            if (!result.equals("REFUSED")) {
                return result;
            }
        }
        return "REFUSED";
    }

    /** The same for somebody who has an index of his own: only the eligibility that is asked for is evaluated. */
    Object explainOne() {
        next();
        return eval(passes, seen(askers.get(turn).eligibility()));
    }

    private void next() {
        turn = turn + 1 == askers.size() ? 0 : turn + 1;
    }

    private static Object eval(Program program, CelVariableResolver variables) {
        try {
            return program.eval(variables);
        } catch (CelEvaluationException e) {
            throw new IllegalStateException("the rule failed", e);
        }
    }
}
