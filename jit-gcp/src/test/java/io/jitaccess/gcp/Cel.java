package io.jitaccess.gcp;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Judges conditions by their meaning, with Google's own CEL. */
final class Cel {

    private static final CelCompiler COMPILER = CelCompilerFactory.standardCelCompilerBuilder()
            .addVar("request", MapType.create(SimpleType.STRING, SimpleType.DYN))
            .addVar("resource", MapType.create(SimpleType.STRING, SimpleType.DYN))
            .build();
    private static final CelRuntime RUNTIME =
            CelRuntimeFactory.standardCelRuntimeBuilder().build();
    private static final Map<String, Boolean> COMPILES = new ConcurrentHashMap<>();
    private static final Map<String, CelRuntime.Program> PROGRAMS = new ConcurrentHashMap<>();

    private Cel() {}

    static boolean compiles(String expression) {
        return COMPILES.computeIfAbsent(expression, text -> {
            try {
                COMPILER.compile(text).getAst();
                return true;
            } catch (CelValidationException e) {
                return false;
            }
        });
    }

    /** Whether the condition holds for a request at that time to that resource. */
    static boolean holds(String expression, Instant at, String resource) {
        return (Boolean) value(expression, at, resource);
    }

    static Object value(String expression, Instant at, String resource) {
        try {
            return program(expression)
                    .eval(Map.of("request", Map.of("time", at), "resource", Map.of("name", resource)));
        } catch (CelEvaluationException e) {
            throw new AssertionError(e);
        }
    }

    private static CelRuntime.Program program(String expression) {
        return PROGRAMS.computeIfAbsent(expression, text -> {
            try {
                CelAbstractSyntaxTree tree = COMPILER.compile(text).getAst();
                return RUNTIME.createProgram(tree);
            } catch (CelValidationException | CelEvaluationException e) {
                throw new AssertionError(text, e);
            }
        });
    }
}
