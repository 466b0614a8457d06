// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.websocket;

import io.gracehub.codec.Codecs;
import io.gracehub.connection.Arrival;
import io.gracehub.connection.Connection;
import io.gracehub.connection.Connections;
import io.gracehub.connection.Departure;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A hub at work: takes in the connections that the container opens, and lets them go. */
public final class RunningHub {

    private final HubModel model;
    private final Connections connections;
    private final Contexts contexts;
    private final RestartReason restart;
    private final Server server;
    private final Set<Session> opening = ConcurrentHashMap.newKeySet();
    private volatile @Nullable ServerEndpointConfig registered;

    /** What a hub asks and tells the server that it is part of. */
    public interface Server {

        /**
         * Whether a hub's handshakes are refused now: a connection that has slipped through is not let in.
         *
         * @param migrated whether another server has let the connection go to this one: it has nowhere else to be, and
         *     is let in until the end; the drain then moves it on
         */
        boolean refusing(HubModel hub, boolean migrated);

        /**
         * Returns what vouches for a connection that a handshake names.
         *
         * @param connection the id that the handshake has
         * @param token the proof that it has
         * @return null if the proof is none: the connection is then a new one
         */
        @Nullable
        Carrier carrier(HubModel hub, String connection, String token);

        /** Told when a connection has ended. */
        void connectionEnded();
    }

    public RunningHub(
            HubModel model, Connections connections, Contexts contexts, RestartReason restart, Server server) {
        this.model = model;
        this.connections = connections;
        this.contexts = contexts;
        this.restart = restart;
        restart.next(); // loads what it needs: when a container tears an application down, that may be impossible
        this.server = server;
    }

    /** Returns what the container registers. */
    public ServerEndpointConfig endpoint(ServerEndpointConfig.Configurator configurator) {
        ServerEndpointConfig made = ServerEndpointConfig.Builder.create(
                        HubEndpoint.class, model.path().path())
                .subprotocols(model.handshake().subprotocols())
                .configurator(new HubConfigurator(configurator, this))
                .build();
        registered = made;
        return made;
    }

    /** Looks for the one that brings a connection; the handshake's thread need not be the session's. */
    void handshake(Handshake handshake) {
        handshake.vouched().ifPresent(claim -> {
            Carrier carrier = server.carrier(model, claim.connection(), claim.token());
            if (claim.migrated() && (carrier == null || !carrier.announced())) {
                throw new IllegalStateException(Messages.NOT_ANNOUNCED.text(model.name()));
            }
            if (carrier != null && handshake.sharesPropertiesWith(registered)) {
                Messages.SHARED_PROPERTIES.log(model.name());
            } else if (carrier != null) {
                handshake.carriedBy(carrier);
            }
        });
    }

    /** Takes in a new connection, which is then to be opened; returns nothing for one that is refused. */
    @Nullable
    Conversation admit(Session session, EndpointConfig config) {
        opening.add(session);
        try {
            return admitted(session, config);
        } finally {
            if (opening.remove(session)) {
                server.connectionEnded(); // before it was a connection
            }
        }
    }

    private @Nullable Conversation admitted(Session session, EndpointConfig config) {
        if (server.refusing(model, true)) {
            close(session, restart.next()); // first: of an application that has been torn down nothing else may work
            return null;
        }
        Carrier carrier = Handshake.carrier(session, config);
        Arrival arrival = carrier == null ? Arrival.byItself() : carrier.arrive();
        boolean migrated = arrival.migration() != null;
        if (server.refusing(model, migrated)) {
            refuse(session, carrier, restart.next());
            return null;
        }
        Admission admission = new Admission(session, config, carrier, arrival);
        try {
            contexts.run(admission);
        } catch (RuntimeException | Error failure) {
            refuse(session, carrier, server.refusing(model, migrated) ? restart.next() : Conversation.OPEN_FAILED);
            Messages.NOT_OPENED.logWith(failure, model.name(), failure);
            return null;
        }
        Conversation admitted = admission.conversation;
        if (admitted != null && server.refusing(model, migrated)) {
            // asked again when it can be found: a hook's farewell either reaches it, or it is not let in
            close(session, restart.next());
            admitted.discard();
            return null;
        }
        return admitted;
    }

    private static void refuse(Session session, @Nullable Carrier carrier, CloseReason reason) {
        close(session, reason);
        if (carrier != null) {
            carrier.ended();
        }
    }

    private static void close(Session session, CloseReason reason) {
        try {
            session.close(reason);
        } catch (IOException | RuntimeException gone) {
            // the client has left already, or the stop has closed it
        }
    }

    /** One connection's way in. Its message handlers come first: {@code @OnOpen} may close it again. */
    private final class Admission implements Runnable {

        private final Session session;
        private final EndpointConfig config;
        private final @Nullable Carrier carrier;
        private final Arrival arrival;
        private @Nullable Conversation conversation;

        Admission(Session session, EndpointConfig config, @Nullable Carrier carrier, Arrival arrival) {
            this.session = session;
            this.config = config;
            this.carrier = carrier;
            this.arrival = arrival;
        }

        @Override
        public void run() {
            EndpointConfig seen = config instanceof ServerEndpointConfig known ? new HubConfig(model, known) : config;
            Codecs codecs = model.codecs().resolved().open(seen, model.codecs().instances());
            HubInstances.Lease lease = lease(codecs);
            Connection connection = connections.open(session, codecs, arrival);
            opening.remove(session);
            Conversation begun = new Conversation(
                    RunningHub.this, connection, codecs, seen, new Conversation.Backing(lease, carrier));
            conversation = begun;
            connection.dispatcher(begun);
            Inbound.addAll(session, model.callbacks(), begun);
            if (carrier != null) {
                connection.discardOthers(
                        model.callbacks().onText().isEmpty(),
                        model.callbacks().onBinary().isEmpty());
            }
        }

        private HubInstances.Lease lease(Codecs codecs) {
            try {
                return model.instances().lease();
            } catch (RuntimeException | Error failure) {
                codecs.close();
                throw failure;
            }
        }
    }

    void ended(Connection connection, Departure departure) {
        connections.remove(connection, departure);
        server.connectionEnded();
    }

    public HubModel model() {
        return model;
    }

    Contexts contexts() {
        return contexts;
    }

    public Connections connections() {
        return connections;
    }

    /** Returns how many clients there are, with those whose connection is still being opened. */
    public int clients() {
        return connections.count() + opening.size();
    }

    /** Completes when all that has been sent so far has been written, or has failed. */
    public CompletionStage<?> flushed() {
        return all(Connection::flush);
    }

    /** Begins to close connections with 1012, each if that is still wanted when nothing is under way on it. */
    public GradualClose closeGradually(BooleanSupplier wanted) {
        return new GradualClose(connections, restart, wanted);
    }

    /** Closes all connections with 1012, each after what is under way on it; completes when that has been written. */
    public CompletionStage<?> closeForRestart() {
        opening.forEach(session -> close(session, restart.next()));
        return all(connection -> connection.settle().thenCompose(settled -> connection.close(restart.next())));
    }

    private CompletionStage<?> all(Function<Connection, CompletableFuture<?>> each) {
        return CompletableFuture.allOf(connections.all().stream().map(each).toArray(CompletableFuture[]::new));
    }

    /** Closes what is still there past everything that waits, and forgets it; completes when the hub has been told. */
    public CompletionStage<?> cutOff() {
        opening.clear();
        return all(connection -> {
            ended(connection, Departure.FAILED);
            return onOwnThread(() -> connection.cutOff(restart.next()));
        });
    }

    /** Ends connections that are dead without the container having told. */
    public void sweep(long nowNanos) {
        CloseReason lost = new CloseReason(CloseCodes.CLOSED_ABNORMALLY, "the connection was lost");
        connections.sweep(nowNanos).forEach(connection -> onOwnThread(() -> connection.lost(lost)));
    }

    /** The hub's callbacks may block: never the thread that others wait for. */
    CompletableFuture<Void> onOwnThread(Runnable end) {
        return CompletableFuture.runAsync(end, connections.threads().rescues());
    }
}
