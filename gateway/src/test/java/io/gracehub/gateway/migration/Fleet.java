// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.migration;

import static java.util.Objects.requireNonNull;

import io.gracehub.gateway.connection.ClientSide;
import io.gracehub.gateway.connection.Connection;
import io.gracehub.gateway.connection.ServerSide;
import io.gracehub.gateway.frame.CloseStatus;
import io.gracehub.gateway.link.LinkDialer;
import io.gracehub.gateway.link.Links;
import io.gracehub.gateway.loop.Loop;
import io.gracehub.gateway.loop.ManualLoop;
import io.gracehub.gateway.server.Probe;
import io.gracehub.gateway.server.Server;
import io.gracehub.gateway.server.ServerAddress;
import io.gracehub.gateway.server.Servers;
import io.gracehub.link.LinkCodec;
import io.gracehub.link.LinkMessage;
import io.gracehub.link.LinkProtocol;
import io.gracehub.link.MalformedLinkMessageException;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Servers that speak the link's protocol, and clients; all on one loop whose time the test moves. */
final class Fleet {

    static final int PLACES = 4;
    static final Duration SILENCE = Duration.ofSeconds(10);

    final ManualLoop loop = new ManualLoop();
    final Servers servers = new Servers();
    final Migrations migrations = new Migrations(servers, loop, PLACES);
    final LinkCodec codec = new LinkCodec();
    final Map<ServerAddress, FakeServer> fakes = new HashMap<>();
    final List<String> moves = new ArrayList<>();
    final Map<String, FakeClient> clients = new HashMap<>();
    int mostMoving;

    Fleet(String... names) {
        Links links = new Links(servers, loop, new Links.Network(this::dial, this::probe, SILENCE), migrations);
        migrations.speakOver(links);
        migrations.listen((connection, move) -> moves.add(connection.id() + " " + move.outcome() + " "
                + move.from().name() + ">" + move.to().name()));
        servers.listen(links);
        int port = 1;
        for (String name : names) {
            ServerAddress address = new ServerAddress(false, "127.0.0.1", port++, "");
            fakes.put(address, new FakeServer(name));
            servers.add(address);
        }
    }

    Server server(String name) {
        return servers.all().stream()
                .filter(server -> server.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    FakeServer fake(String name) {
        return fakes.values().stream()
                .filter(fake -> fake.name.equals(name))
                .findFirst()
                .orElseThrow();
    }

    private FakeServer fakeAt(ServerAddress address) {
        return requireNonNull(fakes.get(address));
    }

    FakeClient client(String id) {
        return requireNonNull(clients.get(id));
    }

    Connection open(String id, String at) {
        Server server = server(at);
        server.arriving();
        FakeClient client = new FakeClient();
        clients.put(id, client);
        loop.execute(() -> client.connection = migrations.connections().open(id, client, client.session, server, true));
        return client.connection;
    }

    private void dial(ServerAddress address, LinkDialer.Events events) {
        loop.execute(() -> fakeAt(address).dialed(events));
    }

    private void probe(ServerAddress address, Consumer<Probe.Answer> answer) {
        loop.execute(() -> answer.accept(fakeAt(address).ready));
    }

    /** A server; how it answers can be changed. */
    @SuppressWarnings("NullAway.Init") // dialled before anything else
    final class FakeServer implements LinkDialer.Wire {
        String name;
        final List<String> told = new ArrayList<>();
        final List<String> asked = new ArrayList<>();
        String revision = "";
        String level = "any";
        String stage = "RUNNING";
        int dials;
        int refusal;
        boolean down;
        boolean mute;
        boolean takes = true;
        boolean slow;
        boolean hangsUp;
        Probe.Answer ready = Probe.Answer.READY;
        LinkDialer.Events events;

        FakeServer(String name) {
            this.name = name;
        }

        private void dialed(LinkDialer.Events asking) {
            dials++;
            if (down) {
                asking.failed("connection refused");
            } else if (refusal != 0) {
                asking.refused(refusal);
            } else {
                events = asking;
                asking.opened(this);
                say(new LinkMessage.Hello(name, revision, List.of("/chat"), "token-" + name, stage, level));
                if (hangsUp || stage.equals("STOPPED")) {
                    close(1001, "server has stopped");
                }
            }
        }

        void say(LinkMessage message) {
            loop.execute(() -> events.received(codec.write(message)));
        }

        /** As in the stages of a drain. */
        void drain() {
            say(new LinkMessage.Fin("migrate-clients", Duration.ofSeconds(20)));
            say(new LinkMessage.Migrate(null));
        }

        /** Its machine vanishes: nothing ends, and nobody answers. */
        void vanish() {
            mute = true;
            down = true;
            loop.pass(LinkProtocol.PING_INTERVAL.multipliedBy(LinkProtocol.MISSED_PINGS + 1L));
        }

        void die() {
            down = true;
            loop.execute(() -> events.closed(1006, ""));
        }

        @Override
        public void send(String text) {
            LinkMessage message = read(text);
            told.add(message.type());
            if (message instanceof LinkMessage.Leave leave) {
                asked.add(leave.connection());
                if (!slow) {
                    leave(leave.connection());
                }
            } else if (message instanceof LinkMessage.Expect expect) {
                say(new LinkMessage.Expecting(expect.connection()));
            }
        }

        void leave(String id) {
            say(new LinkMessage.Left(id, JsonValue.EMPTY_JSON_OBJECT));
            loop.execute(() -> {
                FakeClient client = client(id);
                client.connection.serverClosing(client.session, CloseStatus.restart());
            });
        }

        private LinkMessage read(String text) {
            try {
                return codec.read(text).orElseThrow();
            } catch (MalformedLinkMessageException impossible) {
                throw new AssertionError(impossible);
            }
        }

        @Override
        public void ping() {
            told.add("ping");
            if (!mute) {
                loop.execute(() -> events.pong());
            }
        }

        @Override
        public void close(int code, String reason) {
            told.add("close " + code);
            loop.execute(() -> events.closed(mute ? 1006 : code, reason));
        }
    }

    /** A client whose network does at once what is asked of it. */
    @SuppressWarnings("NullAway.Init")
    final class FakeClient implements ClientSide {
        FakeSession session = new FakeSession(this);
        Connection connection;
        String closed = "";

        @Override
        public Loop loop() {
            return loop;
        }

        @Override
        public void hold() {
            mostMoving = Math.max(mostMoving, migrations.running());
            loop.execute(() -> connection.held(0));
        }

        @Override
        public void release() {}

        @Override
        public Dialing dial(Server server) {
            Dialing dialing = new Dialing() {
                @Override
                public void open(String id, String token) {
                    loop.execute(() -> {
                        if (fakeAt(server.address()).takes) {
                            session = new FakeSession(FakeClient.this);
                            connection.arrived(this, session);
                        } else {
                            connection.refused(this, "503");
                        }
                    });
                }

                @Override
                public void abandon() {}
            };
            loop.execute(() -> {
                if (fakeAt(server.address()).down) {
                    connection.refused(dialing, "connection refused");
                } else {
                    connection.dialed(dialing);
                }
            });
            return dialing;
        }

        @Override
        public void attach(ServerSide next) {}

        @Override
        public void deliver(LinkMessage.Payload message) {}

        @Override
        public void close(CloseStatus status) {
            closed = status.code() + "";
            loop.execute(connection::clientGone);
        }
    }

    final class FakeSession implements ServerSide {
        private final FakeClient client;

        FakeSession(FakeClient client) {
            this.client = client;
        }

        @Override
        public void farewell() {}

        @Override
        public void abandon() {}

        @Override
        public void cut() {
            loop.execute(() -> client.connection.serverLost(this, false));
        }
    }
}
