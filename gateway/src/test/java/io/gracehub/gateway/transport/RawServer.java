// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.transport;

import io.gracehub.gateway.server.Server;
import io.gracehub.gateway.server.ServerAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** A server whose every byte a test writes itself. */
final class RawServer implements AutoCloseable {

    private static final Pattern KEY = Pattern.compile("(?i)\r\nSec-WebSocket-Key: (.*)\r\n");

    private final ServerSocket listening;
    final Server server;

    RawServer() {
        this("127.0.0.1");
    }

    RawServer(String host) {
        this(host, null);
    }

    RawServer(String host, @Nullable SSLContext tls) {
        try {
            ServerSocketFactory sockets = tls == null ? ServerSocketFactory.getDefault() : tls.getServerSocketFactory();
            listening = sockets.createServerSocket(0, 50, InetAddress.getByName(host));
            listening.setSoTimeout(20_000);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server = new Server(new ServerAddress(tls != null, host, listening.getLocalPort(), ""));
    }

    /** The next connection. */
    Peer accept() {
        try {
            return new Peer(listening.accept(), false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next WebSocket, with these further header lines in its answer. */
    Peer acceptWebSocket(String... headers) {
        Peer peer = accept();
        return peer.send(answer(peer.head(), headers));
    }

    static String answer(String request, String... headers) {
        return "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Accept: " + HandshakeKeys.accept(key(request)) + "\r\n"
                + String.join("", headers) + "\r\n";
    }

    static String key(String request) {
        Matcher matcher = KEY.matcher(request);
        if (!matcher.find()) {
            throw new AssertionError("no key: " + request);
        }
        return matcher.group(1);
    }

    @Override
    public void close() {
        try {
            listening.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
