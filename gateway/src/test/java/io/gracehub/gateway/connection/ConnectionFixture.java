// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.connection;

import io.gracehub.gateway.connection.ClientSide.Dialing;
import io.gracehub.gateway.frame.CloseStatus;
import io.gracehub.gateway.loop.Loop;
import io.gracehub.gateway.loop.ManualLoop;
import io.gracehub.gateway.server.Server;
import io.gracehub.gateway.server.ServerAddress;
import io.gracehub.gateway.server.Servers;
import io.gracehub.link.LinkMessage;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A connection at server A, with everything around it recorded. */
final class ConnectionFixture {

    static final JsonObject STATE = Json.createObjectBuilder().add("n", 1).build();
    static final Duration MAY_TAKE = Duration.ofSeconds(20);

    final ManualLoop loop = new ManualLoop();
    final List<String> log = new ArrayList<>();
    final List<JsonObject> announced = new ArrayList<>();
    final List<Carrier.Move> moves = new ArrayList<>();
    final List<FakeDialing> dialings = new ArrayList<>();
    final Servers servers = new Servers();
    final Server a = server("a", 1);
    final Server b = server("b", 2);
    final Server c = server("c", 3);
    final FakeSession atA = new FakeSession("a");
    final Connections connections = new Connections(new RecordingCarrier());
    final Connection connection;

    ConnectionFixture() {
        a.arriving();
        connection = connections.open("id", new FakeClient(), atA, a, true);
        log.clear();
    }

    private Server server(String name, int port) {
        ServerAddress address = new ServerAddress(false, "127.0.0.1", port, "");
        servers.add(address);
        Server server = servers.all().get(servers.all().size() - 1);
        servers.identify(server, new Server.Identity(name, "", "token-" + name, Server.Level.ANY));
        return server;
    }

    /** Another one at A. */
    void open(String id) {
        a.arriving();
        connections.open(id, new FakeClient(), new FakeSession("a"), a, true);
    }

    /** The server that it is connecting to says that it expects it. */
    void expecting() {
        connection.told(dialings.isEmpty() ? b : dialing().target, new LinkMessage.Expecting("id"));
    }

    FakeDialing dialing() {
        return dialings.get(dialings.size() - 1);
    }

    void move(Server target) {
        target.arriving();
        connection.move(target, MAY_TAKE);
    }

    void target(Server target) {
        target.arriving();
        connection.target(target);
    }

    /** Brings it to a state on the usual way. */
    void bring(Start start) {
        switch (start) {
            case OPEN -> {}
            case CHOOSING -> {
                bring(Start.PREPARING);
                connection.refused(dialing(), "no");
            }
            case PREPARING -> move(b);
            case HOLDING -> {
                bring(Start.PREPARING);
                connection.dialed(dialing());
            }
            case LEAVING -> {
                bring(Start.HOLDING);
                connection.held(7);
            }
            case LEAVING_LEFT -> {
                bring(Start.LEAVING);
                connection.left(STATE);
            }
            case LEAVING_CLOSED -> {
                bring(Start.LEAVING);
                connection.serverClosing(atA, CloseStatus.restart());
            }
            case ARRIVING -> {
                bring(Start.LEAVING_LEFT);
                connection.serverClosing(atA, CloseStatus.restart());
            }
            case SEEKING -> {
                bring(Start.ARRIVING);
                connection.refused(dialing(), "no");
            }
            case SEEKING_LOST -> connection.serverLost(atA, false);
            case CLOSING -> connection.serverClosing(atA, new CloseStatus(1000, ""));
            case ENDED -> connection.clientGone();
        }
        log.clear();
    }

    enum Start {
        OPEN,
        CHOOSING,
        PREPARING,
        HOLDING,
        LEAVING,
        LEAVING_LEFT,
        LEAVING_CLOSED,
        ARRIVING,
        SEEKING,
        SEEKING_LOST,
        CLOSING,
        ENDED
    }

    final class FakeDialing implements Dialing {
        final Server target;

        FakeDialing(Server target) {
            this.target = target;
        }

        @Override
        public void open(String connection, String token) {
            log.add("open " + target.name() + " " + token);
        }

        @Override
        public void abandon() {
            log.add("abandon dialing " + target.name());
        }
    }

    final class FakeSession implements ServerSide {
        private final String server;

        FakeSession(String server) {
            this.server = server;
        }

        @Override
        public void farewell() {
            log.add("farewell " + server);
        }

        @Override
        public void abandon() {
            log.add("abandon " + server);
        }

        @Override
        public void cut() {
            log.add("cut " + server);
        }
    }

    private final class FakeClient implements ClientSide {
        @Override
        public Loop loop() {
            return loop;
        }

        @Override
        public void hold() {
            log.add("hold");
        }

        @Override
        public void release() {
            log.add("release");
        }

        @Override
        public Dialing dial(Server server) {
            log.add("dial " + server.name());
            FakeDialing dialing = new FakeDialing(server);
            dialings.add(dialing);
            return dialing;
        }

        @Override
        public void attach(ServerSide session) {
            log.add("attach " + ((FakeSession) session).server);
        }

        @Override
        public void deliver(LinkMessage.Payload message) {
            log.add("deliver " + ((LinkMessage.Payload.Text) message).text());
        }

        @Override
        public void close(CloseStatus status) {
            log.add("close " + status.code());
        }
    }

    private final class RecordingCarrier implements Carrier {
        @Override
        public void opened(Connection connection) {
            log.add("opened");
        }

        @Override
        public void tell(Server server, LinkMessage message) {
            log.add("tell " + server.name() + " " + message.type());
            if (message instanceof LinkMessage.Expect expect) {
                announced.add(expect.state());
            }
        }

        @Override
        public void seek(Connection connection, Server from, Set<Server> tried, Need need) {
            log.add("seek " + need + " "
                    + tried.stream().map(Server::name).sorted().toList());
        }

        @Override
        public void moved(Connection connection, Move move) {
            moves.add(move);
            log.add(move.outcome() + " " + move.to().name());
        }

        @Override
        public void ended(Connection connection) {
            log.add("ended");
        }
    }
}
