package io.jitaccess.benchmarks;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import javax.net.SocketFactory;

/**
 * The sockets of a database's connections, counted: the PostgreSQL driver makes the factory by its name, with the name
 * under which it counts. What goes over the wire is counted there, whatever the driver makes of the calls above it.
 */
public final class CountingSockets extends SocketFactory {

    /** By name, because the driver makes the factories and hands none out. */
    private static final Map<String, Wire> WIRES = new ConcurrentHashMap<>();

    private final Wire wire;

    /** For the driver. */
    public CountingSockets(String name) {
        this.wire = wire(name);
    }

    static Wire wire(String name) {
        return WIRES.computeIfAbsent(name, unseen -> new Wire());
    }

    /** What went over a wire: a round trip is a read that follows a write. */
    static final class Wire {

        private final LongAdder roundTrips = new LongAdder();
        private final LongAdder sent = new LongAdder();
        private final LongAdder received = new LongAdder();

        Traffic read() {
            return new Traffic(roundTrips.sum(), sent.sum(), received.sum());
        }
    }

    record Traffic(long roundTrips, long sent, long received) {

        Traffic plus(Traffic other) {
            return new Traffic(roundTrips + other.roundTrips, sent + other.sent, received + other.received);
        }

        Traffic since(Traffic before) {
            return new Traffic(roundTrips - before.roundTrips, sent - before.sent, received - before.received);
        }
    }

    @Override
    public Socket createSocket() {
        return new CountedSocket(wire);
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return connected(new java.net.InetSocketAddress(host, port));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return connected(new java.net.InetSocketAddress(host, port));
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        return createSocket(host, port);
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort) throws IOException {
        return createSocket(host, port);
    }

    private Socket connected(SocketAddress address) throws IOException {
        Socket socket = createSocket();
        try {
            socket.connect(address);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private static final class CountedSocket extends Socket {

        private final Wire wire;
        private volatile boolean wrote;

        CountedSocket(Wire wire) {
            this.wire = wire;
        }

        @Override
        public InputStream getInputStream() throws IOException {
            return new FilterInputStream(super.getInputStream()) {
                @Override
                public int read() throws IOException {
                    int one = super.read();
                    answered(one < 0 ? 0 : 1);
                    return one;
                }

                @Override
                public int read(byte[] into, int from, int length) throws IOException {
                    int some = super.read(into, from, length);
                    answered(Math.max(0, some));
                    return some;
                }
            };
        }

        private void answered(int bytes) {
            wire.received.add(bytes);
            if (wrote && bytes > 0) {
                wrote = false;
                wire.roundTrips.increment();
            }
        }

        @Override
        public OutputStream getOutputStream() throws IOException {
            return new FilterOutputStream(super.getOutputStream()) {
                @Override
                public void write(int one) throws IOException {
                    out.write(one);
                    asked(1);
                }

                @Override
                public void write(byte[] from, int start, int length) throws IOException {
                    out.write(from, start, length);
                    asked(length);
                }
            };
        }

        private void asked(int bytes) {
            wire.sent.add(bytes);
            wrote = true;
        }
    }
}
