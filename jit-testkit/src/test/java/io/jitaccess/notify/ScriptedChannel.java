package io.jitaccess.notify;

import io.jitaccess.audit.AuditAction;
import io.jitaccess.audit.AuditEvent;
import io.jitaccess.spi.Channel;
import io.jitaccess.spi.Notification;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A channel that does what the test says with each event, and keeps what it was given. */
final class ScriptedChannel implements Channel {

    interface Script {
        Delivery deliver(AuditEvent event) throws InterruptedException;
    }

    final BlockingQueue<AuditEvent> given = new LinkedBlockingQueue<>();
    private final String name;
    private final Script script;

    ScriptedChannel(String name, Script script) {
        this.name = name;
        this.script = script;
    }

    static ScriptedChannel well(String name) {
        return new ScriptedChannel(name, event -> Delivery.delivered());
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean wants(AuditAction action) {
        return true;
    }

    @Override
    public Delivery deliver(Notification notification) {
        given.add(notification.event());
        try {
            return script.deliver(notification.event());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Delivery.failed("interrupted");
        }
    }

    /** The next event that it was given. */
    AuditEvent next() throws InterruptedException {
        AuditEvent event = given.poll(40, TimeUnit.SECONDS);
        if (event == null) {
            throw new AssertionError("channel " + name + " was given nothing");
        }
        return event;
    }
}
