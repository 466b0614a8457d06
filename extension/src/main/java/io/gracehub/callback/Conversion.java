// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.callback;

import io.gracehub.codec.Codecs;
import jakarta.websocket.DecodeException;
import java.io.IOException;

/** Makes the value of a callback's message parameter of what the container delivers. */
interface Conversion {

    Conversion NONE = (raw, codecs) -> raw;

    Object convert(Object raw, Codecs codecs) throws DecodeException, IOException;
}
