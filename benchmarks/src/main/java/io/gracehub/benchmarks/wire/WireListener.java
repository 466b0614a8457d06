// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.benchmarks.wire;

import io.netty.buffer.ByteBuf;

/** What a connection tells its client, on the one thread of all connections. */
public interface WireListener {

    /** Takes no notice of anything. */
    WireListener DEAF = new WireListener() {
        @Override
        public void received(ByteBuf in, int length) {
            // nothing was asked
        }

        @Override
        public void ended(String why) {
            // nobody wants to know
        }
    };

    /** The payload of a text message begins at the reader index. */
    void received(ByteBuf in, int length);

    /** The connection has ended; nothing follows. Not called for one that never opened. */
    void ended(String why);
}
