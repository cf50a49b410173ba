package io.jitaccess.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Prints the tables that are named, or all: {@code [table...] [name=value...]}. */
public final class Main {

    private Main() {}

    private static Map<String, Table> tables() {
        Map<String, Table> tables = new LinkedHashMap<>();
        tables.put("look-up", new LookUpTable());
        tables.put("life-cycle", new LifeCycleTable());
        tables.put("expiry", new ExpiryTable());
        tables.put("size", new SizeTable());
        tables.put("clouds", new CloudTable());
        tables.put("host", new HostTable());
        return tables;
    }

    /** Runs; ends with 2 for arguments that it does not know. */
    public static void main(String[] arguments) throws Exception {
        Map<String, Table> tables = tables();
        List<String> named = new ArrayList<>();
        List<String> pairs = new ArrayList<>();
        for (String argument : arguments) {
            (argument.contains("=") ? pairs : named).add(argument);
        }
        if (!tables.keySet().containsAll(named)) {
            System.err.println(
                    "usage: benchmarks/run [" + String.join("|", tables.keySet()) + "|bad-days]... [name=value]...");
            System.exit(2);
        }
        Options options = Options.of(pairs);
        Report report = new Report(System.out);
        try (BenchPostgres postgres = BenchPostgres.lazy()) {
            for (Map.Entry<String, Table> table : tables.entrySet()) {
                if (named.isEmpty() || named.contains(table.getKey())) {
                    table.getValue().print(options, report, postgres);
                }
            }
        }
        if (!options.unused().isEmpty()) {
            System.err.println("nobody asked for " + options.unused());
            System.exit(2);
        }
        System.exit(0);
    }
}
