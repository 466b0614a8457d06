// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.codec;

import java.util.List;

/** The decoders of a hub that make objects of one type from one kind of message, in the order in which they are asked. */
public final class DecoderChain {

    private final Class<?> type;
    private final List<CodecTypes.Use<DecoderForm>> uses;

    DecoderChain(Class<?> type, List<CodecTypes.Use<DecoderForm>> uses) {
        this.type = type;
        this.uses = List.copyOf(uses);
    }

    Class<?> type() {
        return type;
    }

    List<CodecTypes.Use<DecoderForm>> uses() {
        return uses;
    }
}
