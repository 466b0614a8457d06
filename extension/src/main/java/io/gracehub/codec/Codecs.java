// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.codec;

import io.gracehub.codec.CodecTypes.Use;
import io.gracehub.codec.Instances.Owned;
import jakarta.websocket.DecodeException;
import jakarta.websocket.Decoder;
import jakarta.websocket.EncodeException;
import jakarta.websocket.Encoder;
import jakarta.websocket.EndpointConfig;
import java.io.IOException;
import java.lang.invoke.MethodType;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The encoders and decoders of one connection. Any thread may encode: no two threads are in one encoder at the same
 * time. Decoding and {@link #close()} are left to whoever calls the connection's callbacks, one after the other.
 */
public final class Codecs implements AutoCloseable {

    private final HubCodecs types;
    private final List<Slot<Encoder>> encoders = new ArrayList<>();
    private final List<Slot<Decoder>> decoders = new ArrayList<>();

    Codecs(HubCodecs types) {
        this.types = types;
    }

    void addEncoder(Owned<? extends Encoder> encoder, EndpointConfig config) {
        add(
                encoders,
                new Slot<>(encoder.object(), encoder.release()),
                () -> encoder.object().init(config));
    }

    void addDecoder(Owned<? extends Decoder> decoder, EndpointConfig config) {
        add(
                decoders,
                new Slot<>(decoder.object(), decoder.release()),
                () -> decoder.object().init(config));
    }

    private <T> void add(List<Slot<T>> slots, Slot<T> slot, Runnable init) {
        try {
            init.run();
        } catch (RuntimeException | Error e) {
            // it never was in service: released, but not destroyed
            slot.close(types.hub(), object -> {});
            throw e;
        }
        slots.add(slot);
    }

    /**
     * Encodes an object by the first encoder of the hub that takes its class; strings, bytes, primitives and their
     * wrappers need none. What an encoder throws passes through.
     *
     * @throws EncodeException also where no encoder takes it
     */
    public Encoded encode(Object object) throws EncodeException, IOException {
        for (Use<EncoderForm> use : types.encoderUses()) {
            if (use.type().isInstance(object)) {
                return encode(object, use);
            }
        }
        if (object instanceof String text) {
            return new Encoded.Text(text);
        }
        if (object instanceof ByteBuffer bytes) {
            return new Encoded.Binary(bytes);
        }
        if (object instanceof byte[] bytes) {
            return new Encoded.Binary(ByteBuffer.wrap(bytes));
        }
        if (MethodType.methodType(object.getClass()).unwrap().returnType().isPrimitive()) {
            return new Encoded.Text(object.toString());
        }
        throw new EncodeException(object, Messages.NO_ENCODER.text(types.hub(), name(object), types.encodable()));
    }

    private Encoded encode(Object object, Use<EncoderForm> use) throws EncodeException, IOException {
        Slot<Encoder> slot = encoders.get(use.index());
        synchronized (slot) {
            if (slot.isClosed()) {
                throw new EncodeException(
                        object, Messages.ENCODER_CLOSED.text(types.hub(), name(object), name(slot.object())));
            }
            Encoded encoded = use.form().encode(slot.object(), object);
            if (encoded == null) {
                throw new EncodeException(
                        object, Messages.NULL_ENCODED.text(types.hub(), name(object), name(slot.object())));
            }
            return encoded;
        }
    }

    /**
     * Decodes a whole text message by the first decoder of the chain that is willing. What it throws passes through.
     *
     * @throws DecodeException also where none is willing
     */
    public Object decode(DecoderChain chain, String text) throws DecodeException, IOException {
        Optional<Use<DecoderForm>> willing = willing(chain, text);
        if (willing.isEmpty()) {
            throw new DecodeException(text, noneWilling(chain, "text"));
        }
        Object decoded = willing.get().form().decode(decoder(willing.get()), text);
        if (decoded == null) {
            throw new DecodeException(text, nullDecoded(willing.get(), "text"));
        }
        return decoded;
    }

    /**
     * Decodes a whole binary message, as {@link #decode(DecoderChain, String)} does text. The position of {@code bytes}
     * stays where it is.
     *
     * @throws DecodeException also where none is willing
     */
    public Object decode(DecoderChain chain, ByteBuffer bytes) throws DecodeException, IOException {
        Optional<Use<DecoderForm>> willing = willing(chain, bytes);
        if (willing.isEmpty()) {
            throw new DecodeException(bytes, noneWilling(chain, "binary"));
        }
        Object decoded = willing.get().form().decode(decoder(willing.get()), bytes);
        if (decoded == null) {
            throw new DecodeException(bytes, nullDecoded(willing.get(), "binary"));
        }
        return decoded;
    }

    private Optional<Use<DecoderForm>> willing(DecoderChain chain, Object message) {
        for (Use<DecoderForm> use : chain.uses()) {
            if (use.form().willDecode(decoder(use), message)) {
                return Optional.of(use);
            }
        }
        return Optional.empty();
    }

    private Decoder decoder(Use<DecoderForm> use) {
        return decoders.get(use.index()).object();
    }

    private String noneWilling(DecoderChain chain, String kind) {
        String asked = chain.uses().stream().map(use -> name(decoder(use))).collect(Collectors.joining(", "));
        return Messages.NONE_WILLING.text(types.hub(), chain.type().getTypeName(), kind, asked);
    }

    private String nullDecoded(Use<DecoderForm> use, String kind) {
        return Messages.NULL_DECODED.text(types.hub(), name(decoder(use)), kind);
    }

    private static String name(Object object) {
        return object.getClass().getTypeName();
    }

    /** Destroys and releases all; one that fails is logged. An object encoded later finds its encoder destroyed. */
    @Override
    public void close() {
        encoders.forEach(slot -> slot.close(types.hub(), Encoder::destroy));
        decoders.forEach(slot -> slot.close(types.hub(), Decoder::destroy));
    }
}
