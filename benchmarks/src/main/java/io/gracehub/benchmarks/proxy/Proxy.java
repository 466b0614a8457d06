// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.benchmarks.proxy;

import io.gracehub.benchmarks.process.ChildProcess;
import io.gracehub.benchmarks.process.Usage;
import io.gracehub.benchmarks.wire.WireClients;
import io.gracehub.benchmarks.wire.WireListener;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** A running proxy. */
public final class Proxy implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(60);
    private static final long PAUSE_MILLIS = 100;

    private final String name;
    private final int port;
    private final ChildProcess process;

    Proxy(String name, int port, ChildProcess process) {
        this.name = name;
        this.port = port;
        this.process = process;
    }

    public String name() {
        return name;
    }

    public URI address(String path) {
        return URI.create("ws://127.0.0.1:" + port + path);
    }

    public long pid() {
        return process.pid();
    }

    public Usage usage() {
        return process.usage();
    }

    /** Waits until a WebSocket opens through it. */
    public void awaitReady(WireClients clients, String path) {
        long end = System.nanoTime() + START.toNanos();
        while (true) {
            try {
                clients.open(address(path), WireListener.DEAF)
                        .orTimeout(START.toSeconds(), TimeUnit.SECONDS)
                        .thenAcceptAsync(opened -> opened.close(), clients.thread())
                        .join();
                return;
            } catch (CompletionException refused) {
                if (System.nanoTime() > end || !process.isAlive()) {
                    throw new IllegalStateException(
                            name + " has not come up: " + refused.getCause() + "; see " + process.output(), refused);
                }
                pause();
            }
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
