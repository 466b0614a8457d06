// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.codec;

import java.nio.ByteBuffer;

/** A message in the form in which it is sent. */
public sealed interface Encoded {

    record Text(String text) implements Encoded {}

    /** The bytes from position to limit; the buffer is the encoder's or the caller's own, not a copy. */
    record Binary(ByteBuffer bytes) implements Encoded {}
}
