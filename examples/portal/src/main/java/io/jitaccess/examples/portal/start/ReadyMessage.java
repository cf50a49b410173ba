package io.jitaccess.examples.portal.start;

import io.jitaccess.examples.portal.database.OrdersDatabase;
import io.jitaccess.examples.portal.people.SamplePeople;
import java.util.Objects;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Says on standard output where the portal is and who the sample people are. */
@Component
class ReadyMessage {

    private final SamplePeople people;
    private final OrdersDatabase orders;
    private final WebServerApplicationContext context;

    ReadyMessage(SamplePeople people, OrdersDatabase orders, WebServerApplicationContext context) {
        this.people = people;
        this.orders = orders;
        this.context = context;
    }

    @EventListener(ApplicationReadyEvent.class)
    void print() {
        StringBuilder text = new StringBuilder();
        text.append("\n  The portal is up:  http://127.0.0.1:")
                .append(Objects.requireNonNull(context.getWebServer()).getPort())
                .append("/\n\n  Sample people, whom you may act as without a password:\n");
        people.all().forEach(person -> text.append(String.format("    %-16s %s%n", person.name(), person.title())));
        text.append("\n  PostgreSQL, for any client with an issued login:  ")
                .append(orders.host())
                .append(':')
                .append(orders.port())
                .append(", database ")
                .append(orders.name())
                .append("\n  Stop with Ctrl+C.\n");
        System.out.println(text);
    }
}
