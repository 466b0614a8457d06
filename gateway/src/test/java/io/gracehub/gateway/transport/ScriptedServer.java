// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.transport;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that does with each connection what the test says, on a thread of its own. */
final class ScriptedServer implements AutoCloseable {

    private final ServerSocket listening;
    private final Script script;
    private final List<Socket> accepted = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final BlockingQueue<RawHttp.Message> requests = new LinkedBlockingQueue<>();

    /** What is done with a connection; it is closed afterwards. */
    interface Script {

        void run(RawHttp connection, ScriptedServer server) throws IOException;
    }

    private ScriptedServer(ServerSocket listening, Script script) {
        this.listening = listening;
        this.script = script;
    }

    static ScriptedServer start(Script script) throws IOException {
        ScriptedServer server = new ScriptedServer(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), script);
        Thread thread = new Thread(server::accept, "scripted-server");
        thread.setDaemon(true);
        thread.start();
        return server;
    }

    /** A server that gives the same answer to each request. */
    static ScriptedServer answering(String answer) throws IOException {
        return start((connection, server) -> {
            while (true) {
                server.next(connection);
                connection.send(answer);
            }
        });
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listening.accept();
                accepted.add(socket);
                connections.incrementAndGet();
                Thread thread = new Thread(() -> serve(socket), "scripted-connection");
                thread.setDaemon(true);
                thread.start();
            }
        } catch (IOException closed) {
            // the test is over
        }
    }

    private void serve(Socket socket) {
        try (RawHttp connection = new RawHttp(socket)) {
            script.run(connection, this);
        } catch (IOException | NumberFormatException over) {
            // the gateway has closed it
        }
    }

    /** Reads a request and remembers it. */
    RawHttp.Message next(RawHttp connection) throws IOException {
        RawHttp.Message request = connection.message();
        requests.add(request);
        return request;
    }

    /** Waits for the next request that came. */
    RawHttp.Message request() throws InterruptedException {
        RawHttp.Message request = requests.poll(10, TimeUnit.SECONDS);
        if (request == null) {
            throw new AssertionError("no request came");
        }
        return request;
    }

    boolean sawNothing() {
        return requests.isEmpty();
    }

    int connections() {
        return connections.get();
    }

    int port() {
        return listening.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (Socket socket : accepted) {
            socket.close();
        }
    }
}
