package io.jitaccess.examples.portal.query;

import io.jitaccess.GrantView;
import io.jitaccess.JitAccess;
import io.jitaccess.examples.portal.database.OrdersDatabase;
import io.jitaccess.examples.portal.web.WebProblem;
import io.jitaccess.grant.GrantState;
import io.jitaccess.id.GrantId;
import io.jitaccess.identity.IdentityId;
import jakarta.servlet.http.HttpSession;
import java.security.Principal;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * The query box: opens a connection to the orders database with the login that the page sends, keeps it open, so that
 * one sees it being cut, and runs statements on it. What a statement may do, the database decides.
 */
@RestController
@RequestMapping("/portal/sessions")
class QueryController {

    private static final int LONGEST_STATEMENT = 10_000;
    private static final int LONGEST_CREDENTIAL = 200;

    private final JitAccess jit;
    private final OrdersDatabase orders;
    private final Clock clock;

    QueryController(JitAccess jit, OrdersDatabase orders, Clock clock) {
        this.jit = jit;
        this.orders = orders;
        this.clock = clock;
    }

    /** A login as the holder got it. Its {@code toString} does not show the password. */
    record Login(@Nullable String username, @Nullable String password) {
        @Override
        public String toString() {
            return "Login[" + username + "]";
        }
    }

    record Query(@Nullable String sql) {}

    record SessionView(
            String grant,
            String login,
            String state,
            @Nullable Instant cutAt,
            @Nullable String message) {}

    @PutMapping("/{grant}")
    SessionView open(Principal caller, HttpSession browser, @PathVariable String grant, @RequestBody Login login) {
        String username = required(login.username(), "username", LONGEST_CREDENTIAL);
        String password = required(login.password(), "password", LONGEST_CREDENTIAL);
        GrantView held = heldBy(caller, grant);
        try {
            QuerySession session = QuerySession.open(orders.url(), username, password, clock);
            if (!session.belongsTo(held)) {
                session.close();
                throw WebProblem.of(
                        HttpStatus.UNPROCESSABLE_CONTENT, "other-login", "username", "is no login of this grant");
            }
            QuerySessions.of(browser).put(key(caller, held.grant().id()), session);
            return new SessionView(held.grant().id().toString(), username, "OPEN", null, null);
        } catch (SQLException e) {
            throw WebProblem.of(HttpStatus.UNPROCESSABLE_CONTENT, "login-refused", "password", message(e));
        }
    }

    @GetMapping
    List<SessionView> list(Principal caller, HttpSession browser) {
        List<SessionView> views = new ArrayList<>();
        QuerySessions.of(browser).ofPerson(caller.getName()).forEach((key, session) -> {
            Optional<QuerySession.Cut> cut = session.look();
            views.add(new SessionView(
                    key.grant(),
                    session.login(),
                    cut.isPresent() ? "CUT" : "OPEN",
                    cut.map(QuerySession.Cut::at).orElse(null),
                    cut.map(QuerySession.Cut::message).orElse(null)));
        });
        return views;
    }

    @PostMapping("/{grant}/query")
    QuerySession.Rows query(
            Principal caller, HttpSession browser, @PathVariable String grant, @RequestBody Query query) {
        String sql = required(query.sql(), "sql", LONGEST_STATEMENT);
        QuerySession session = QuerySessions.of(browser)
                .find(new QuerySessions.Key(caller.getName(), grant))
                .orElseThrow(() -> WebProblem.of(HttpStatus.NOT_FOUND, "no-session", "", "no session is open"));
        try {
            return session.run(sql);
        } catch (SQLException e) {
            if (session.look().isPresent()) {
                throw WebProblem.of(HttpStatus.GONE, "session-cut", "", message(e));
            }
            throw WebProblem.of(HttpStatus.UNPROCESSABLE_CONTENT, "sql", "sql", message(e));
        }
    }

    @DeleteMapping("/{grant}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void close(Principal caller, HttpSession browser, @PathVariable String grant) {
        QuerySessions.of(browser).remove(new QuerySessions.Key(caller.getName(), grant));
    }

    /** The library says whether the caller may see the grant; here it must be the holder, too. */
    private GrantView heldBy(Principal caller, String grant) {
        IdentityId person = new IdentityId(caller.getName());
        return GrantId.parse(grant)
                .flatMap(id -> jit.grants()
                        .find(person, id)
                        .fold(found -> Optional.of(found.value()), refused -> Optional.empty()))
                .filter(found -> found.grant().beneficiary().equals(person)
                        && found.grant().state() == GrantState.ACTIVE)
                .orElseThrow(() ->
                        WebProblem.of(HttpStatus.NOT_FOUND, "not-found", "", "you hold no such grant that is active"));
    }

    private static QuerySessions.Key key(Principal caller, GrantId grant) {
        return new QuerySessions.Key(caller.getName(), grant.toString());
    }

    private static String required(@Nullable String value, String field, int longest) {
        if (value == null || value.isBlank()) {
            throw WebProblem.of(HttpStatus.UNPROCESSABLE_CONTENT, "required", field, "is needed");
        }
        if (value.length() > longest) {
            throw WebProblem.of(
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    "too-long",
                    field,
                    "must have at most " + longest + " characters");
        }
        return value;
    }

    private static String message(SQLException e) {
        return e.getMessage() == null ? "the database refused" : e.getMessage();
    }
}
