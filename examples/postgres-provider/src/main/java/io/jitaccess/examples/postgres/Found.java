package io.jitaccess.examples.postgres;

import io.jitaccess.id.AssignmentId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A role that carries the mark of one assignment.
 *
 * @param canLogin false for the role of a membership, and for a login that was ended
 * @param until from when on the server refuses its password; empty if never
 * @param expired whether that was before this look, by the server's clock
 * @param holds whether it is a member of a role
 * @param given whether somebody else than the administrator is a member of it
 */
record Found(
        long oid,
        String name,
        boolean canLogin,
        Optional<Instant> until,
        boolean expired,
        boolean holds,
        boolean given,
        Optional<String> comment) {

    /** Members that have none of the two options can only hand the role on, such as whoever created it. */
    static final String EFFECTIVE = "(m.inherit_option or m.set_option)";

    /** A role {@code r} as this record, its comment as {@code d}. */
    static final String COLUMNS = """
            r.oid, r.rolname, r.rolcanlogin, d.description,
            nullif(nullif(r.rolvaliduntil, 'infinity'), '-infinity') as until,
            coalesce(r.rolvaliduntil < clock_timestamp(), false) as expired,
            exists (select from pg_auth_members m where m.member = r.oid and %1$s) as holds,
            exists (select from pg_auth_members m where m.roleid = r.oid and %1$s
                    and pg_get_userbyid(m.member) <> current_user) as given
            """.formatted(EFFECTIVE);

    static final String FROM = """
            from pg_roles r left join pg_shdescription d on d.objoid = r.oid and d.classoid = 'pg_authid'::regclass
            """;

    private static final String BY_MARK = "select " + COLUMNS + FROM
            + "where r.rolname = ? or starts_with(d.description, ?) " + "order by r.rolname = ? desc, r.oid";

    /** But not the administrator's own right to the role, which is the server's grant. */
    private static final String OUR_GRANTS = """
            select format('revoke %I from %I granted by current_user cascade',
                          pg_get_userbyid(m.roleid), pg_get_userbyid(m.member)) as revoke
            from pg_auth_members m
            where (m.roleid = ?::bigint::oid or m.member = ?::bigint::oid) and pg_get_userbyid(m.grantor) = current_user
            """;

    /** Usually one or none; more if somebody copied a comment, and then first the one of that name. */
    static List<Found> byMark(Tx tx, Marks marks, AssignmentId assignment, String name) throws SQLException {
        return tx.rows(BY_MARK, Found::read, name, marks.commentStart(assignment), name);
    }

    /**
     * Takes the role from those it was given to, and from the role what was granted to it, if the administrator still has
     * the right. Nobody can hinder that by an open transaction, as one can hinder dropping a role: by granting something
     * to it.
     */
    void takeBack(Tx tx) throws SQLException {
        for (String revoke : tx.rows(OUR_GRANTS, row -> row.getString("revoke"), oid, oid)) {
            tx.attempt(revoke);
        }
    }

    /** Drops the role unless something hangs on it. */
    void drop(Tx tx) throws SQLException {
        tx.attempt("drop role " + Sql.name(name));
    }

    /**
     * Drops the roles that are not in force any more and on which nothing hangs; the others stay and give nothing.
     *
     * @throws SQLException when that could not be tried
     */
    static void dropEnded(Server server, Server.Work<List<Found>> find, Predicate<Found> inForce) throws SQLException {
        try {
            server.write(tx -> {
                for (Found found : find.in(tx)) {
                    if (!inForce.test(found)) {
                        found.drop(tx);
                    }
                }
                return true;
            });
        } catch (Server.UnansweredException e) {
            throw new SQLException(e.fault(), e);
        }
    }

    static Found read(ResultSet row) throws SQLException {
        return new Found(
                row.getLong("oid"),
                row.getString("rolname"),
                row.getBoolean("rolcanlogin"),
                Optional.ofNullable(row.getObject("until", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant),
                row.getBoolean("expired"),
                row.getBoolean("holds"),
                row.getBoolean("given"),
                Optional.ofNullable(row.getString("description")));
    }

    /** Whether a role of that name is there: what proves that the catalog could be read and is the right one. */
    static boolean exists(Tx tx, String role) throws SQLException {
        return tx.first("select oid from pg_roles where rolname = ?", row -> true, role)
                .orElse(false);
    }
}
