// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.codec;

import io.gracehub.message.Message;

/** Messages 1300 to 1349. */
final class Messages {

    static final Message NOT_CONCRETE = Message.error(
            1300,
            "Hub {0}: its {1} {2} is {3}, so no instance of it can be made. Accepted: a concrete class, top-level or"
                    + " static.");
    static final Message NO_CONSTRUCTOR = Message.error(
            1301,
            "Hub {0}: its {1} {2} has no constructor that can be used. Accepted: one without parameters, or one"
                    + " annotated @Inject.");
    static final Message NO_INTERFACE =
            Message.error(1302, "Hub {0}: its {1} {2} implements none of the interfaces accepted: {3}.");
    static final Message UNKNOWN_TYPE = Message.error(
            1303,
            "Hub {0}: its {1} {2} implements {3} without saying for which class. Accepted: a type argument that is a"
                    + " class, such as {3}<com.acme.Order>, here or in a superclass.");
    static final Message DESTROY_FAILED =
            Message.warning(1304, "Hub {0}: {1} failed when it was destroyed; its connection ends all the same.");
    static final Message NO_ENCODER = Message.error(
            1305,
            "Hub {0} cannot send a {1}: no encoder takes it. Accepted: String, ByteBuffer, byte[], a primitive or its"
                    + " wrapper, and what the encoders of the hub take ({2}).");
    static final Message NULL_ENCODED =
            Message.error(1306, "Hub {0} cannot send a {1}: encoder {2} returned null. Accepted: the encoded message.");
    static final Message ENCODER_CLOSED =
            Message.error(1307, "Hub {0} cannot send a {1}: the connection has ended and encoder {2} is destroyed.");
    static final Message NONE_WILLING =
            Message.error(1308, "Hub {0}: no decoder is willing to make a {1} of this {2} message. Asked: {3}.");
    static final Message NULL_DECODED = Message.error(
            1309, "Hub {0}: decoder {1} returned null for a {2} message. Accepted: an object, or a DecodeException.");

    private Messages() {}
}
