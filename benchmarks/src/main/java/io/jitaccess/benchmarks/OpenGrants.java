package io.jitaccess.benchmarks;

import io.jitaccess.JitAccess;
import io.jitaccess.Settings;
import io.jitaccess.benchmarks.BenchPostgres.Base;
import io.jitaccess.id.GrantId;
import io.jitaccess.jdbc.JdbcStore;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Active grants of {@link InstantProvider}'s crowd, as many as are wanted: one is made by the library itself, the others
 * are its rows again with other ids, people and ends.
 */
final class OpenGrants {

    private OpenGrants() {}

    /** Lets the library make the one that the others are copied from, and run once what it runs once a day. */
    static void prepare(Base base) throws SQLException {
        InstantProvider provider = InstantProvider.empty();
        JitAccess jit = Sample.node(
                JdbcStore.builder(base.source()).build(), new Crowd(), provider, 1, Settings.DEFAULTS.lease());
        jit.administration().activate(Company.ROOT, Company.forEverybody(1)).orElseThrow();
        GrantId grant = Sample.approve(jit, Sample.ask(jit, Sample.PERSON, 0));
        jit.runDue();
        if (base.number("select count(*) from jit_assignment where state = 'PRESENT'") != 1) {
            throw new IllegalStateException(grant + " did not become active");
        }
    }

    /**
     * Copies it.
     *
     * @param from the number of the first person
     * @param count how many
     * @param ends when number n ends, as an SQL expression of n, which runs from 1 to count
     */
    static void add(Base base, int from, int count, String ends) throws SQLException {
        Map<String, String> common = new HashMap<>();
        common.put("person", "'p' || (n + " + (from - 1) + ")");
        String ids = "n + " + (from - 1);
        copy(
                base,
                "jit_request",
                count,
                Map.of(
                        "id", Ids.sql("r", ids),
                        "grant_id", Ids.sql("g", ids),
                        "requester", common.get("person"),
                        "beneficiary", common.get("person")));
        Map<String, String> grant = new LinkedHashMap<>();
        grant.put("id", Ids.sql("g", ids));
        grant.put("request_id", Ids.sql("r", ids));
        grant.put("requester", common.get("person"));
        grant.put("beneficiary", common.get("person"));
        grant.put("starts_at", ends + " - interval '1 hour'");
        grant.put("ends_at", ends);
        grant.put("latest_end", ends + " + interval '1 hour'");
        grant.put("created_at", ends + " - interval '1 hour'");
        grant.put("warned", "true");
        grant.put("next_due_at", ends);
        copy(base, "jit_grant", count, grant);
        copy(
                base,
                "jit_assignment",
                count,
                Map.of(
                        "id",
                        Ids.sql("a", ids),
                        "principal",
                        common.get("person"),
                        "entitlement",
                        "replace(t.entitlement, 'application-0', 'crowd')",
                        "target_key",
                        "'" + InstantProvider.CROWD + "'",
                        "access_hash",
                        "sha256(convert_to('" + InstantProvider.ID + "' || chr(10) || " + common.get("person")
                                + " || chr(10) || '" + InstantProvider.CROWD + "', 'UTF8'))",
                        "outstanding",
                        "'[]'",
                        "settle_after",
                        "null",
                        "wanted_until",
                        ends,
                        "next_due_at",
                        ends));
        copy(
                base,
                "jit_claim",
                count,
                Map.of(
                        "id",
                        Ids.sql("c", ids),
                        "grant_id",
                        Ids.sql("g", ids),
                        "assignment_id",
                        Ids.sql("a", ids),
                        "entitlement",
                        "replace(t.entitlement, 'application-0', 'crowd')",
                        "target_key",
                        "'" + InstantProvider.CROWD + "'",
                        "target_hash",
                        "sha256(t.target_hash)",
                        "until_at",
                        ends));
        base.execute("vacuum analyze jit_request, jit_grant, jit_assignment, jit_claim");
        base.execute("checkpoint");
    }

    /** One insert for all: the first row of the table with some columns anew. */
    private static void copy(Base base, String table, int count, Map<String, String> anew) throws SQLException {
        String columns = base.text("select string_agg(column_name, ',' order by ordinal_position)"
                        + " from information_schema.columns where table_schema = 'public' and table_name = '" + table
                        + "' and is_generated = 'NEVER'")
                .orElseThrow();
        List<String> all = List.of(columns.split(","));
        if (!all.containsAll(anew.keySet())) {
            throw new IllegalStateException(table + " has " + all);
        }
        base.execute("insert into " + table + " (" + columns + ") select "
                + String.join(
                        ", ",
                        all.stream().map(c -> anew.getOrDefault(c, "t." + c)).toList())
                + " from generate_series(1, " + count + ") n, (select * from " + table
                + " order by ctid limit 1) t");
    }

    /** Waits until all of the crowd's have ended; the tables are looked at only once the provider has nothing left. */
    static void awaitEnd(Base base, InstantProvider provider, int count, Duration atMost) throws Exception {
        Parallel.until("all removed", Duration.ofMillis(5), atMost, () -> provider.revocations() == count);
        // the one that the others were copied from is open
        Parallel.until("all grants ended", Duration.ofMillis(10), atMost, () -> open(base) == 1);
    }

    private static long open(Base base) throws SQLException {
        return base.number("select count(*) from (select 1 from jit_grant where state <> 'ENDED' limit 2) t");
    }
}
