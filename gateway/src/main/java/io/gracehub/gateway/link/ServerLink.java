// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.link;

import io.gracehub.gateway.loop.Loop;
import io.gracehub.gateway.server.Probe;
import io.gracehub.gateway.server.Server;
import io.gracehub.gateway.server.ServerState;
import io.gracehub.gateway.server.Servers;
import io.gracehub.link.LinkCodec;
import io.gracehub.link.LinkMessage;
import io.gracehub.link.LinkProtocol;
import io.gracehub.link.MalformedLinkMessageException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The link to one server, and what it makes of the server's state. Lives on the control loop; every state has a timer.
 *
 * <pre>
 *              opened             hello
 *   DIALING ───────────> GREETING ───────> LINKED (ping every 5 s; three without an answer: closed)
 *     ^ │ └─ refused ─> PROBING              │
 *     │ │                 │ (readiness asked; link tried again now and then)
 *     │ └── failed ──┐    │                  │ closed
 *     └── timer ── WAITING <─────────────────┘            any ── stop ──> STOPPED
 * </pre>
 *
 * <p>The server: LINKED makes it ready, or offline as it says; failed makes it gone; PROBING as its readiness says. A
 * {@link Silence} outlasts the states between two links.
 */
final class ServerLink implements LinkDialer.Events {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);
    private static final int CUT = 1006;
    private static final Duration FIRST_PING = Duration.ofSeconds(1);
    private static final Duration PROBE_INTERVAL = Duration.ofSeconds(1);
    private static final int PROBES_BETWEEN_DIALS = 5;
    private static final Duration GREETING_BOUND = Duration.ofSeconds(5);

    private enum State {
        DIALING,
        GREETING,
        LINKED,
        PROBING,
        WAITING,
        STOPPED
    }

    private final Server server;
    private final Surroundings around;
    private final Silence silence;
    private State state = State.WAITING;
    private Loop.Timer timer = Loop.Timer.NONE;
    private LinkDialer.@Nullable Wire wire;
    private Duration pause = FIRST_PAUSE;
    private int unanswered;
    private int probes;
    private boolean answeredReady;
    private int lastRefusal;
    private boolean ended;

    /** What all links of a gateway share. */
    record Surroundings(
            Servers servers,
            Loop loop,
            LinkDialer dialer,
            Probe probe,
            LinkCodec codec,
            Duration silenceTimeout,
            LinkListener listener) {}

    ServerLink(Server server, Surroundings around) {
        this.server = server;
        this.around = around;
        silence = new Silence(around.loop(), around.silenceTimeout(), this::lost);
    }

    void start() {
        dial();
    }

    void stop() {
        State before = state;
        enter(State.STOPPED);
        silence.stop();
        LinkDialer.Wire open = wire;
        if (open != null) {
            wire = null;
            open.close(1001, "the gateway stops");
        }
        if (before == State.LINKED) {
            around.servers().identify(server, null);
        }
    }

    /** Sends a message; returns false if there is no link. */
    boolean send(LinkMessage message) {
        LinkDialer.Wire open = wire;
        if (state != State.LINKED || open == null) {
            return false;
        }
        open.send(around.codec().write(message));
        return true;
    }

    boolean linked() {
        return state == State.LINKED;
    }

    private void dial() {
        enter(State.DIALING); // the dialer has a bound of its own
        around.dialer().dial(server.address(), this);
    }

    private void dialAfterPause() {
        enter(State.WAITING);
        timer = around.loop().after(pause, this::dial);
        Duration longer = pause.multipliedBy(2);
        pause = longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
    }

    @Override
    public void opened(LinkDialer.Wire opened) {
        if (state == State.STOPPED) {
            opened.close(1001, "the gateway stops");
            return;
        }
        wire = opened;
        enter(State.GREETING);
        timer = around.loop().after(GREETING_BOUND, () -> {
            Messages.NO_HELLO.log(server, GREETING_BOUND.toSeconds());
            opened.close(1002, "no hello");
        });
    }

    @Override
    public void refused(int status) {
        if (state != State.DIALING) {
            return;
        }
        if (status != lastRefusal) {
            lastRefusal = status;
            if (status == 401) {
                Messages.WRONG_SECRET.log(server);
            } else {
                Messages.NO_LINK.log(server, status);
            }
        }
        if (answeredReady) {
            around.servers().enter(server, ServerState.READY);
        }
        probes = 0;
        probe();
    }

    @Override
    public void failed(String why) {
        if (state == State.DIALING) {
            if (server.state() != ServerState.GONE && server.state() != ServerState.OFFLINE) {
                Messages.UNREACHABLE.log(server, why);
            }
            around.servers().enter(server, ServerState.GONE);
            dialAfterPause();
        }
    }

    /** A server without a link is asked whether it is ready; now and then the link is tried again. */
    private void probe() {
        enter(State.PROBING);
        probes++;
        around.probe().ask(server.address(), this::probed);
    }

    private void probed(Probe.Answer answer) {
        if (state != State.PROBING) {
            return;
        }
        answeredReady = answer == Probe.Answer.READY;
        if (answeredReady && server.state() != ServerState.READY) {
            dial(); // what has just become ready may offer a link by now: better than to serve it without
            return;
        }
        around.servers()
                .enter(
                        server,
                        switch (answer) {
                            case READY -> ServerState.READY;
                            case NOT_READY -> ServerState.OFFLINE;
                            case UNREACHABLE -> ServerState.GONE;
                        });
        boolean again = probes >= PROBES_BETWEEN_DIALS || answer == Probe.Answer.UNREACHABLE;
        timer = around.loop().after(PROBE_INTERVAL, again ? this::dial : this::probe);
    }

    @Override
    public void received(String text) {
        if (state != State.GREETING && state != State.LINKED) {
            return;
        }
        try {
            around.codec().read(text).ifPresent(this::received);
        } catch (MalformedLinkMessageException malformed) {
            Messages.MALFORMED.log(server, malformed.getMessage());
            close(1002, "malformed message");
        }
    }

    private void received(LinkMessage message) {
        if (state == State.GREETING) {
            if (message instanceof LinkMessage.Hello hello) {
                greeted(hello);
            } else {
                Messages.MALFORMED.log(server, "its first message is a '" + message.type() + "'; 'hello' is due");
                close(1002, "hello is due");
            }
        } else if (message instanceof LinkMessage.Fin fin) {
            offline(fin);
        } else if (message instanceof LinkMessage.Resume) {
            Messages.RESUMED.log(server);
            around.servers().enter(server, ServerState.READY);
            around.listener().resumed(server);
        } else if (message instanceof LinkMessage.Migrate migrate) {
            around.listener().migrate(server, migrate.connections());
        } else if (message instanceof LinkMessage.AboutConnection about) {
            around.listener().about(server, about);
        }
    }

    private void greeted(LinkMessage.Hello hello) {
        enter(State.LINKED);
        silence.greeted(hello.server()); // before anything new comes to it
        ended = hello.stage().equals("STOPPED"); // an application that is no more, on a living server: it hangs up now
        lastRefusal = 0;
        answeredReady = false; // that was before it had a link
        unanswered = 0;
        around.servers()
                .identify(
                        server,
                        new Server.Identity(
                                hello.server(), hello.revision(), hello.token(), Server.Level.of(hello.level())));
        if (!ended) {
            Messages.LINKED.log(server, hello.hubs(), hello.stage());
        }
        around.servers().enter(server, hello.stage().equals("RUNNING") ? ServerState.READY : ServerState.OFFLINE);
        around.listener().linked(server);
        pingAfter(FIRST_PING);
    }

    private void offline(LinkMessage.Fin fin) {
        if (server.state() != ServerState.OFFLINE) {
            Messages.OFFLINE.log(server, fin.mode(), fin.deadline().toMillis());
            around.servers().enter(server, ServerState.OFFLINE);
        }
        around.listener().draining(server, fin.deadline());
        send(new LinkMessage.FinAck());
    }

    private void pingAfter(Duration time) {
        timer = around.loop().after(time, () -> {
            if (unanswered >= LinkProtocol.MISSED_PINGS) {
                Messages.LINK_DEAD.log(server, unanswered);
                close(1001, "no answer to pings");
                return;
            }
            unanswered++;
            Optional.ofNullable(wire).ifPresent(LinkDialer.Wire::ping);
            pingAfter(LinkProtocol.PING_INTERVAL);
        });
    }

    @Override
    public void pong() {
        unanswered = 0;
        pause = FIRST_PAUSE; // not with the greeting: a server may break the protocol after each
    }

    private void close(int code, String reason) {
        LinkDialer.Wire open = wire;
        if (open != null) {
            open.close(code, reason);
        }
    }

    @Override
    public void closed(int code, String reason) {
        if (state == State.STOPPED) {
            return;
        }
        wire = null;
        if (state == State.LINKED) {
            if (code == CUT && server.connections() > 0) {
                pause = FIRST_PAUSE; // the network's fault, or the server has died: they may be waiting for it
            }
            if (code == CUT && unanswered > 0) {
                silence.begin(server.name());
            }
            tellEnd(code, reason);
            around.servers().identify(server, null);
            if (server.state() == ServerState.READY) {
                around.servers().enter(server, ServerState.JOINING); // alive or not: the next dial tells
            }
            around.listener().unlinked(server);
        }
        dialAfterPause();
    }

    private void lost() {
        if (server.connections() > 0) {
            Messages.LOST.log(server, around.silenceTimeout().toMillis(), server.connections());
        }
        around.listener().lost(server);
    }

    private void tellEnd(int code, String reason) {
        if (!ended) {
            (server.state() == ServerState.OFFLINE ? Messages.STOPPED : Messages.UNLINKED)
                    .log(server, code, reason.isEmpty() ? "" : " " + reason);
        }
    }

    private void enter(State next) {
        timer.cancel();
        timer = Loop.Timer.NONE;
        state = next;
    }
}
