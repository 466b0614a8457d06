// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.gracehub.message.Problems;
import jakarta.inject.Inject;
import jakarta.websocket.Decoder;
import jakarta.websocket.Encoder;
import jakarta.websocket.EndpointConfig;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class HubCodecsTest {

    private static final String NEST = "io.gracehub.codec.HubCodecsTest$";
    private static final String ENCODERS = "Encoder.Text, Encoder.Binary, Encoder.TextStream, Encoder.BinaryStream";
    private static final String DECODERS = "Decoder.Text, Decoder.Binary, Decoder.TextStream, Decoder.BinaryStream";

    /** Both interfaces have defaults for these methods, so a class that is both has to choose. */
    interface Coder extends Encoder, Decoder {
        @Override
        default void init(EndpointConfig config) {}

        @Override
        default void destroy() {}
    }

    abstract static class TextBase<T> implements Coder, Encoder.Text<T>, Decoder.Text<T> {
        @Override
        public String encode(T object) {
            return object.toString();
        }

        @Override
        public T decode(String text) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean willDecode(String text) {
            return true;
        }
    }

    abstract static class Abstract extends TextBase<Integer> {}

    interface AnInterface extends Coder, Encoder.Text<Integer>, Decoder.Text<Integer> {}

    static class NoForm implements Coder {}

    static class Generic<T> extends TextBase<T> {}

    @SuppressWarnings("rawtypes")
    static class Raw extends TextBase {}

    static class NeedsArgument extends TextBase<Integer> {
        NeedsArgument(String argument) {
            assertThat(argument).isNotNull();
        }
    }

    static class Injected extends TextBase<Integer> {
        @Inject
        Injected(String argument) {
            assertThat(argument).isNotNull();
        }
    }

    @SuppressWarnings("ClassCanBeStatic") // that it is inner is the point
    class Inner extends TextBase<Integer> {}

    static class Good extends TextBase<Integer> {}

    static List<Arguments> wrong() {
        return List.of(
                Arguments.of(
                        Abstract.class,
                        "GRACEHUB1300E: Hub com.acme.Chat: its %s " + NEST + "Abstract is abstract, so no instance of"
                                + " it can be made. Accepted: a concrete class, top-level or static."),
                Arguments.of(
                        AnInterface.class,
                        "GRACEHUB1300E: Hub com.acme.Chat: its %s " + NEST + "AnInterface is an interface, so no"
                                + " instance of it can be made. Accepted: a concrete class, top-level or static."),
                Arguments.of(
                        Inner.class,
                        "GRACEHUB1300E: Hub com.acme.Chat: its %s " + NEST + "Inner is an inner class, so no instance"
                                + " of it can be made. Accepted: a concrete class, top-level or static."),
                Arguments.of(
                        NeedsArgument.class,
                        "GRACEHUB1301E: Hub com.acme.Chat: its %s " + NEST + "NeedsArgument has no constructor that"
                                + " can be used. Accepted: one without parameters, or one annotated @Inject."),
                Arguments.of(
                        NoForm.class,
                        "GRACEHUB1302E: Hub com.acme.Chat: its %s " + NEST + "NoForm implements none of the interfaces"
                                + " accepted: %s."),
                Arguments.of(
                        Generic.class,
                        "GRACEHUB1303E: Hub com.acme.Chat: its %s " + NEST + "Generic implements %s.Text without"
                                + " saying for which class. Accepted: a type argument that is a class, such as"
                                + " %s.Text<com.acme.Order>, here or in a superclass."),
                Arguments.of(
                        Raw.class,
                        "GRACEHUB1303E: Hub com.acme.Chat: its %s " + NEST + "Raw implements %s.Text without saying"
                                + " for which class. Accepted: a type argument that is a class, such as"
                                + " %s.Text<com.acme.Order>, here or in a superclass."));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void of_whenEncoderIsUnusable_tellsWhatIsAccepted(Class<? extends Encoder> type, String message) {
        Problems problems = new Problems();

        HubCodecs.of(List.of(type, Good.class), List.of(), problems, "com.acme.Chat");

        assertThat(problems.found()).containsExactly(filled(message, "encoder", "Encoder", ENCODERS));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void of_whenDecoderIsUnusable_tellsWhatIsAccepted(Class<? extends Decoder> type, String message) {
        Problems problems = new Problems();

        HubCodecs.of(List.of(), List.of(type, Good.class), problems, "com.acme.Chat");

        assertThat(problems.found()).containsExactly(filled(message, "decoder", "Decoder", DECODERS));
    }

    private static String filled(String message, String role, String prefix, String accepted) {
        return message.replaceFirst("%s", role)
                .replace("accepted: %s.", "accepted: " + accepted + ".")
                .replace("%s", prefix);
    }

    @Test
    void of_whenClassesAreUsable_findsNoProblem() {
        Problems problems = new Problems();

        HubCodecs codecs = HubCodecs.of(
                List.of(Good.class, Injected.class), List.of(Good.class, Injected.class), problems, "com.acme.Chat");

        assertThat(problems.found()).isEmpty();
        assertThat(codecs.encodable()).isEqualTo("java.lang.Integer");
        assertThat(codecs.decodable()).isEqualTo("java.lang.Integer");
    }

    @Test
    void textDecoders_whenTypeIsPrimitive_areThoseOfItsWrapper() {
        HubCodecs codecs = HubCodecs.of(List.of(), List.of(Good.class), new Problems(), "com.acme.Chat");

        assertThat(codecs.textDecoders(int.class)).isPresent();
        assertThat(codecs.textDecoders(Number.class)).isPresent();
        assertThat(codecs.textDecoders(Long.class)).isEmpty();
        assertThat(codecs.binaryDecoders(int.class)).isEmpty();
    }

    @Test
    void open_whenHubDeclaresNone_makesNothingForAConnection() {
        RecordingInstances instances = new RecordingInstances();
        HubCodecs codecs = HubCodecs.of(List.of(), List.of(), new Problems(), "com.acme.Chat");

        Codecs first = codecs.open(new FixedConfig(), instances);
        first.close();

        assertThat(codecs.open(new FixedConfig(), instances)).isSameAs(first);
        assertThat(instances.made).isEmpty();
        assertThat(codecs.encodable()).isEqualTo("none");
    }
}
