// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

/** The log beside a console that writes when the test lets it. */
class AsyncConsoleHandlerTest {

    private final List<String> written = new CopyOnWriteArrayList<>();
    private final CountDownLatch stuck = new CountDownLatch(1);
    private final CountDownLatch readers = new CountDownLatch(1);
    private final AsyncConsoleHandler log = new AsyncConsoleHandler(new Console(), 3);

    private void log(String... messages) {
        for (String message : messages) {
            log.publish(new LogRecord(Level.INFO, message));
        }
    }

    @Test
    void messages_whenTheConsoleTakesThem_areWrittenInOrder() {
        readers.countDown();

        log("a", "b", "c");
        log.flush();

        assertThat(written).containsExactly("a", "b", "c");
    }

    @Test
    void messages_whenNobodyReadsTheConsole_stopNobodyAndAreCounted() throws Exception {
        log("a");
        assertThat(stuck.await(20, TimeUnit.SECONDS)).isTrue();

        log("b", "c", "d", "left out", "left out too");
        log.close();
        assertThat(written).isEmpty();

        readers.countDown();
        log.flush();
        assertThat(written)
                .containsExactly(
                        "a",
                        "GRACEHUB5804W: 2 messages are missing here: the log was not read as fast as it was written",
                        "b",
                        "c",
                        "d");
    }

    private final class Console extends Handler {
        @Override
        public void publish(LogRecord message) {
            stuck.countDown();
            try {
                assertThat(readers.await(20, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            written.add(message.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
