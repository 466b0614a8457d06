// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.transport;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;

/** A client that sends one request after the other and reads no answer. */
final class Flood {

    /** What the buffers of two sockets may take, and a good deal more. */
    static final long MOST = 24L * 1024 * 1024;

    private static final int AT_ONCE = 1000;

    private Flood() {}

    /** Sends until nobody takes any more, or twice as much as that has been taken; returns how many bytes were. */
    static long of(RawHttp client, String request) throws InterruptedException {
        byte[] requests = request.repeat(AT_ONCE).getBytes(US_ASCII);
        AtomicLong sent = new AtomicLong();
        Thread sender = new Thread(() -> {
            try {
                while (sent.get() < 2 * MOST) {
                    client.socket().getOutputStream().write(requests);
                    sent.addAndGet(requests.length);
                }
            } catch (IOException closed) {
                // at the end of the test
            }
        });
        sender.setDaemon(true);
        sender.start();
        long before = -1;
        while (sender.isAlive() && sent.get() != before) {
            before = sent.get();
            sender.join(1000);
        }
        return sent.get();
    }
}
