// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.connection;

import io.gracehub.HubConnection;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.Extension;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.Session;
import jakarta.websocket.WebSocketContainer;
import java.io.IOException;
import java.net.URI;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The connection's own view of the container's session: all that is sent goes through the connection's outbox. It
 * supplies its connection to {@link HubConnection#of}: the application may do with the user properties what it likes.
 */
final class HubSession implements Session, Supplier<HubConnection> {

    private final Session container;
    private final Connection connection;
    private final Connections siblings;
    private final Map<String, Object> userProperties; // a closed session may refuse to give it
    private final RemoteEndpoint.Basic basic;
    private final RemoteEndpoint.Async async;
    private final AddedHandlers handlers;

    HubSession(Session container, Connection connection, Connections siblings) {
        this.container = container;
        this.connection = connection;
        this.siblings = siblings;
        this.userProperties = container.getUserProperties();
        this.basic = new BasicRemote(connection);
        this.async = new AsyncRemote(connection);
        this.handlers = new AddedHandlers(container, connection);
    }

    @Override
    public HubConnection get() {
        return connection;
    }

    @Override
    public RemoteEndpoint.Async getAsyncRemote() {
        return async;
    }

    @Override
    public RemoteEndpoint.Basic getBasicRemote() {
        return basic;
    }

    @Override
    public void close() throws IOException {
        close(new CloseReason(CloseCodes.NORMAL_CLOSURE, ""));
    }

    @Override
    public void close(CloseReason reason) throws IOException {
        if (!connection.closing() && !connection.isLeaving()) {
            connection.close(reason);
        }
    }

    /** Closes past what still waits to be written. */
    void closeNow(CloseReason reason) {
        siblings.threads().rescues().execute(() -> closeHere(reason));
    }

    /** The same on this thread: when it returns, the container has sent the Close. */
    void closeHere(CloseReason reason) {
        try {
            container.close(reason);
        } catch (IOException | RuntimeException gone) {
            // it ended by itself meanwhile; the sweep finds it if the container does not tell
        }
    }

    @Override
    public boolean isOpen() {
        return connection.open();
    }

    @Override
    public Set<Session> getOpenSessions() {
        return siblings.all().stream()
                .filter(Connection::open)
                .map(Connection::session)
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public void addMessageHandler(MessageHandler handler) {
        handlers.add(handler);
    }

    @Override
    public <T> void addMessageHandler(Class<T> type, MessageHandler.Whole<T> handler) {
        handlers.add(type, handler);
    }

    @Override
    public <T> void addMessageHandler(Class<T> type, MessageHandler.Partial<T> handler) {
        handlers.add(type, handler);
    }

    @Override
    public Set<MessageHandler> getMessageHandlers() {
        return handlers.all();
    }

    @Override
    public void removeMessageHandler(MessageHandler handler) {
        handlers.remove(handler);
    }

    void discard(boolean text, boolean binary) {
        handlers.discard(text, binary);
    }

    @Override
    public WebSocketContainer getContainer() {
        return container.getContainer();
    }

    @Override
    public String getProtocolVersion() {
        return container.getProtocolVersion();
    }

    @Override
    public String getNegotiatedSubprotocol() {
        return container.getNegotiatedSubprotocol();
    }

    @Override
    public List<Extension> getNegotiatedExtensions() {
        return container.getNegotiatedExtensions();
    }

    @Override
    public boolean isSecure() {
        return container.isSecure();
    }

    @Override
    public long getMaxIdleTimeout() {
        return container.getMaxIdleTimeout();
    }

    @Override
    public void setMaxIdleTimeout(long milliseconds) {
        container.setMaxIdleTimeout(milliseconds);
    }

    @Override
    public void setMaxBinaryMessageBufferSize(int length) {
        container.setMaxBinaryMessageBufferSize(length);
    }

    @Override
    public int getMaxBinaryMessageBufferSize() {
        return container.getMaxBinaryMessageBufferSize();
    }

    @Override
    public void setMaxTextMessageBufferSize(int length) {
        container.setMaxTextMessageBufferSize(length);
    }

    @Override
    public int getMaxTextMessageBufferSize() {
        return container.getMaxTextMessageBufferSize();
    }

    @Override
    public String getId() {
        return container.getId();
    }

    @Override
    public URI getRequestURI() {
        return container.getRequestURI();
    }

    @Override
    public Map<String, List<String>> getRequestParameterMap() {
        return container.getRequestParameterMap();
    }

    @Override
    public String getQueryString() {
        return container.getQueryString();
    }

    @Override
    public Map<String, String> getPathParameters() {
        return container.getPathParameters();
    }

    @Override
    public Map<String, Object> getUserProperties() {
        return userProperties;
    }

    @Override
    public Principal getUserPrincipal() {
        return container.getUserPrincipal();
    }

    @Override
    public String toString() {
        return "HubSession[" + connection.id() + "]";
    }
}
