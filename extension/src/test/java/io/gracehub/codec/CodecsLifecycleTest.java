// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gracehub.message.Problems;
import jakarta.websocket.Decoder;
import jakarta.websocket.Encoder;
import jakarta.websocket.EndpointConfig;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

class CodecsLifecycleTest {

    /** Leaves a note of each step of its life. */
    static class Noting implements Encoder.Text<StringBuilder> {

        final List<String> life = new ArrayList<>();

        @Override
        public void init(EndpointConfig config) {
            life.add("init " + config.getUserProperties().get("name"));
        }

        @Override
        public String encode(StringBuilder object) {
            return object.toString();
        }

        @Override
        public void destroy() {
            life.add("destroy");
        }
    }

    static class NotingDecoder implements Decoder.TextStream<StringBuilder> {

        final List<String> life = new ArrayList<>();

        @Override
        public void init(EndpointConfig config) {
            life.add("init " + config.getUserProperties().get("name"));
        }

        @Override
        public StringBuilder decode(Reader reader) {
            return new StringBuilder();
        }

        @Override
        public void destroy() {
            life.add("destroy");
        }
    }

    static class FailsAtDestroy extends Noting {
        @Override
        public void destroy() {
            throw new IllegalStateException("destroy fails");
        }
    }

    static class FailsAtInit extends Noting {
        @Override
        public void init(EndpointConfig config) {
            throw new IllegalStateException("init fails");
        }
    }

    private final RecordingInstances instances = new RecordingInstances();

    private Codecs open(List<Class<? extends Encoder>> encoders) {
        HubCodecs hub = HubCodecs.of(encoders, List.of(NotingDecoder.class), new Problems(), "com.acme.Chat");
        FixedConfig config = new FixedConfig();
        config.getUserProperties().put("name", "config");
        return hub.open(config, instances);
    }

    @Test
    void open_makesAndInitialisesInstancesOfEachConnection() {
        open(List.of(Noting.class));
        open(List.of(Noting.class));

        assertThat(instances.made).hasSize(4).doesNotHaveDuplicates();
        assertThat(((Noting) instances.made.get(0)).life).containsExactly("init config");
        assertThat(((NotingDecoder) instances.made.get(1)).life).containsExactly("init config");
    }

    @Test
    void close_whenCalledTwice_destroysAndReleasesOnce() {
        Codecs codecs = open(List.of(Noting.class));

        codecs.close();
        codecs.close();

        assertThat(((Noting) instances.made.get(0)).life).containsExactly("init config", "destroy");
        assertThat(((NotingDecoder) instances.made.get(1)).life).containsExactly("init config", "destroy");
        assertThat(instances.released).containsExactlyElementsOf(instances.made);
    }

    @Test
    void close_whenOneFails_logsItAndDestroysTheOthers() {
        Codecs codecs = open(List.of(FailsAtDestroy.class, Noting.class));

        List<LogRecord> logged = logged(codecs::close);

        assertThat(((Noting) instances.made.get(1)).life).containsExactly("init config", "destroy");
        assertThat(instances.released).containsExactlyElementsOf(instances.made);
        assertThat(logged).hasSize(1);
        assertThat(logged.get(0).getMessage())
                .isEqualTo("GRACEHUB1304W: Hub com.acme.Chat: io.gracehub.codec.CodecsLifecycleTest$FailsAtDestroy"
                        + " failed when it was destroyed; its connection ends all the same.");
        assertThat(logged.get(0).getThrown()).hasMessage("destroy fails");
    }

    @Test
    void open_whenOneFails_destroysThoseMadeBeforeAndPassesTheFailureOn() {
        assertThatThrownBy(() -> open(List.of(Noting.class, FailsAtInit.class)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("init fails");

        assertThat(((Noting) instances.made.get(0)).life).containsExactly("init config", "destroy");
        assertThat(((Noting) instances.made.get(1)).life).isEmpty();
        assertThat(instances.released).containsExactlyInAnyOrderElementsOf(instances.made);
    }

    private static List<LogRecord> logged(Runnable step) {
        List<LogRecord> records = new ArrayList<>();
        Logger logger = Logger.getLogger("io.gracehub");
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord entry) {
                records.add(entry);
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        logger.addHandler(handler);
        try {
            step.run();
        } finally {
            logger.removeHandler(handler);
        }
        return records;
    }
}
