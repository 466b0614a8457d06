// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.server;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One server behind the gateway. Its state and identity are set on the control loop and may be read anywhere; its
 * connections are counted from anywhere.
 */
public final class Server {

    private final ServerAddress address;
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger httpConnections = new AtomicInteger();
    private volatile ServerState state = ServerState.JOINING;
    private volatile boolean cordoned;
    private volatile boolean withdrawn;
    private volatile @Nullable Identity identity;
    private volatile @Nullable Identity lastIdentity;

    /**
     * What a server has told about itself on its link.
     *
     * @param name its name
     * @param revision the deployment's revision; empty if it has none
     * @param token what each WebSocket to it carries while this link lives
     * @param level when its connections may be moved
     */
    public record Identity(String name, String revision, String token, Level level) {

        @Override
        public String toString() {
            return name + (revision.isEmpty() ? "" : " (" + revision + ")"); // never the token
        }
    }

    /** When a server lets its connections be moved. */
    public enum Level {
        /** Never. */
        OFF,
        /** While it is taken out of service. */
        SHUTDOWN_ONLY,
        /** Also while it runs, and after a crash. */
        ANY;

        /** Reads the word of the link; what a newer server may say counts as the level that is the default there. */
        public static Level of(String word) {
            return switch (word) {
                case "off" -> OFF;
                case "any" -> ANY;
                default -> SHUTDOWN_ONLY;
            };
        }
    }

    public Server(ServerAddress address) {
        this.address = address;
    }

    public ServerAddress address() {
        return address;
    }

    public ServerState state() {
        return state;
    }

    void state(ServerState state) {
        this.state = state;
    }

    /** Whether an operator has set it aside: it keeps its connections and gets no other. */
    public boolean cordoned() {
        return cordoned;
    }

    void cordoned(boolean aside) {
        cordoned = aside;
    }

    /** Whether its name does not stand for its address any more: it takes connections only while no other does. */
    public boolean withdrawn() {
        return withdrawn;
    }

    void withdrawn(boolean gone) {
        withdrawn = gone;
    }

    /** Whether it takes connections. */
    public boolean open() {
        return state == ServerState.READY && !cordoned;
    }

    /** Whether it has had a link. */
    public boolean wasLinked() {
        return lastIdentity != null;
    }

    /** Whether it has told last that it never lets a connection go. */
    public boolean keeps() {
        Identity known = lastIdentity;
        return known != null && known.level() == Level.OFF;
    }

    /** Whether its link is up and it lets connections go. */
    public boolean movable() {
        return allows(Level.SHUTDOWN_ONLY);
    }

    /** Whether its link is up and it lets connections go at this level. */
    public boolean allows(Level asked) {
        Identity known = identity;
        return known != null && known.level().compareTo(asked) >= 0;
    }

    /** What it has told about itself; nothing while it has no link. */
    public Optional<Identity> identity() {
        return Optional.ofNullable(identity);
    }

    void identity(@Nullable Identity identity) {
        this.identity = identity;
        if (identity != null) {
            lastIdentity = identity;
        }
    }

    /** Whether its connections may be moved when it has crashed, by the last that it has told. */
    public boolean survivesCrash() {
        Identity known = lastIdentity;
        return known != null && known.level() == Level.ANY;
    }

    /** The revision that it has told last; empty if none. */
    public String revision() {
        Identity known = lastIdentity;
        return known == null ? "" : known.revision();
    }

    /** A connection for plain HTTP is opened to it. */
    public void httpOpening() {
        httpConnections.incrementAndGet();
    }

    /** One has ended. */
    public void httpClosed() {
        httpConnections.decrementAndGet();
    }

    /** What it has to do beside others: its WebSockets and its connections for plain HTTP. */
    int load() {
        return connections.get() + httpConnections.get();
    }

    /** Its WebSocket connections, with those that are about to be opened. */
    public int connections() {
        return connections.get();
    }

    /** A connection is about to be opened to it. */
    public void arriving() {
        connections.incrementAndGet();
    }

    /** That connection could not be opened, or has ended, or has moved on. */
    public void departed() {
        connections.decrementAndGet();
    }

    /** The name that it has told last, or its address if none. */
    public String name() {
        Identity known = lastIdentity;
        return known == null ? address.toString() : known.name();
    }

    @Override
    public String toString() {
        Identity known = lastIdentity;
        return known == null ? address.toString() : known.name() + " at " + address;
    }
}
