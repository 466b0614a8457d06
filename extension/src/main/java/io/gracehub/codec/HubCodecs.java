// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.codec;

import io.gracehub.codec.CodecTypes.Use;
import io.gracehub.message.Problems;
import jakarta.websocket.Decoder;
import jakarta.websocket.Encoder;
import jakarta.websocket.EndpointConfig;
import java.lang.invoke.MethodType;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The encoder and decoder classes of a hub with their types, resolved once when it is deployed. */
public final class HubCodecs {

    private static final CodecTypes<EncoderForm> ENCODERS =
            new CodecTypes<>("encoder", EncoderForm.values(), EncoderForm::type);
    private static final CodecTypes<DecoderForm> DECODERS =
            new CodecTypes<>("decoder", DecoderForm.values(), DecoderForm::type);

    /** What needs no encoder. */
    private static final List<Class<?>> PLAIN = List.of(
            String.class,
            ByteBuffer.class,
            byte[].class,
            Boolean.class,
            Character.class,
            Byte.class,
            Short.class,
            Integer.class,
            Long.class,
            Float.class,
            Double.class);

    private final String hub;
    private final List<Class<? extends Encoder>> encoders;
    private final List<Class<? extends Decoder>> decoders;
    private final List<Use<EncoderForm>> encoderUses;
    private final List<Use<DecoderForm>> decoderUses;
    private final Codecs none;

    private HubCodecs(
            String hub,
            List<Class<? extends Encoder>> encoders,
            List<Class<? extends Decoder>> decoders,
            Problems problems) {
        this.hub = hub;
        this.encoders = List.copyOf(encoders);
        this.decoders = List.copyOf(decoders);
        this.encoderUses = ENCODERS.uses(encoders, hub, problems);
        this.decoderUses = DECODERS.uses(decoders, hub, problems);
        this.none = new Codecs(this);
    }

    /**
     * Resolves the types.
     *
     * @param problems gets what is wrong with the classes; where there is something the result must not be opened
     * @param hub the name of the hub class, for messages
     */
    public static HubCodecs of(
            List<Class<? extends Encoder>> encoders,
            List<Class<? extends Decoder>> decoders,
            Problems problems,
            String hub) {
        return new HubCodecs(hub, encoders, decoders, problems);
    }

    /**
     * Makes and initialises the instances of one connection; where one fails, those made before are destroyed and the
     * failure passes through. All connections of a hub that declares none share one.
     */
    public Codecs open(EndpointConfig config, Instances instances) {
        if (encoders.isEmpty() && decoders.isEmpty()) {
            return none;
        }
        Codecs codecs = new Codecs(this);
        try {
            encoders.forEach(type -> codecs.addEncoder(instances.create(type), config));
            decoders.forEach(type -> codecs.addDecoder(instances.create(type), config));
            return codecs;
        } catch (RuntimeException | Error e) {
            codecs.close();
            throw e;
        }
    }

    /** The decoders that make a {@code type}, or a subclass of it, from a text message. */
    public Optional<DecoderChain> textDecoders(Class<?> type) {
        return chain(type, String.class);
    }

    /** The decoders that make a {@code type}, or a subclass of it, from a binary message. */
    public Optional<DecoderChain> binaryDecoders(Class<?> type) {
        return chain(type, ByteBuffer.class);
    }

    private Optional<DecoderChain> chain(Class<?> type, Class<?> message) {
        Class<?> wrapped = MethodType.methodType(type).wrap().returnType();
        List<Use<DecoderForm>> uses = decoderUses.stream()
                .filter(use -> use.form().takes(message) && wrapped.isAssignableFrom(use.type()))
                .toList();
        return uses.isEmpty() ? Optional.empty() : Optional.of(new DecoderChain(type, uses));
    }

    /** The types that the encoders take, for messages. */
    public String encodable() {
        return names(encoderUses);
    }

    /** Whether an object declared as {@code type} may be one that {@link Codecs#encode} takes. */
    public boolean mayEncode(Class<?> type) {
        return Stream.concat(PLAIN.stream(), encoderUses.stream().map(Use::type))
                .anyMatch(encoded -> encoded.isAssignableFrom(type) || type.isAssignableFrom(encoded));
    }

    /** The types that the decoders make, for messages. */
    public String decodable() {
        return names(decoderUses);
    }

    private static String names(List<? extends Use<?>> uses) {
        return uses.isEmpty()
                ? "none"
                : uses.stream().map(use -> use.type().getTypeName()).distinct().collect(Collectors.joining(", "));
    }

    String hub() {
        return hub;
    }

    List<Use<EncoderForm>> encoderUses() {
        return encoderUses;
    }
}
