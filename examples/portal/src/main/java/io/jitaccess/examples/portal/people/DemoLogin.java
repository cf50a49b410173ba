package io.jitaccess.examples.portal.people;

import io.jitaccess.examples.portal.database.OrdersDatabase;
import io.jitaccess.examples.portal.web.WebProblem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * The demo login: whoever uses this machine may act as any of the sample people, without proof. An application of your
 * own has its usual login here; nothing else in the portal depends on this.
 */
@RestController
@RequestMapping("/portal")
class DemoLogin {

    private final SamplePeople people;
    private final OrdersDatabase orders;
    private final SecurityContextRepository contexts;
    private final CsrfTokenRepository csrfTokens;
    private final Clock clock;

    DemoLogin(
            SamplePeople people,
            OrdersDatabase orders,
            SecurityContextRepository contexts,
            CsrfTokenRepository csrfTokens,
            Clock clock) {
        this.people = people;
        this.orders = orders;
        this.contexts = contexts;
        this.csrfTokens = csrfTokens;
        this.clock = clock;
    }

    /** What the page starts from. */
    record SessionView(
            @Nullable String actingAs, List<SamplePeople.Person> people, Csrf csrf, Target target, Instant now) {}

    record Csrf(String header, String token) {}

    record Target(String host, int port, String database) {}

    record ActAs(@Nullable String identity) {}

    @GetMapping("/session")
    SessionView session(@Nullable Principal caller, CsrfToken csrf) {
        return new SessionView(
                caller == null ? null : caller.getName(),
                people.all(),
                new Csrf(csrf.getHeaderName(), csrf.getToken()),
                new Target(orders.host(), orders.port(), orders.name()),
                clock.instant());
    }

    @PostMapping("/act-as")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void actAs(@RequestBody ActAs choice, HttpServletRequest request, HttpServletResponse response) {
        SamplePeople.Person person = people.find(choice.identity() == null ? "" : choice.identity())
                .orElseThrow(() -> WebProblem.of(
                        HttpStatus.UNPROCESSABLE_CONTENT, "unknown", "identity", "is none of the sample people"));
        // as at any login: a session id or token from before is worth nothing afterwards
        request.getSession();
        request.changeSessionId();
        csrfTokens.saveToken(null, request, response);
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(UsernamePasswordAuthenticationToken.authenticated(person.id(), null, List.of()));
        SecurityContextHolder.setContext(context);
        contexts.saveContext(context, request, response);
    }
}
