// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.callback;

import io.gracehub.message.Message;

/** Messages 1200 to 1299. */
final class Messages {

    static final Message TWICE =
            Message.error(1200, "Hub {0} has {1} methods annotated {2}: {3}. Accepted: one, or none.");
    static final Message PARAMETER =
            Message.error(1201, "{0}: parameter {1} of this {2} method is a {3}. Accepted, in any order: {4}.");
    static final Message REPEATED_PARAMETER =
            Message.error(1202, "{0}: parameter {1} of this {2} method is another {3}. Accepted: at most one of them.");
    static final Message NO_THROWABLE = Message.error(
            1203, "{0}: this @OnError method has no parameter for the error. Accepted: one java.lang.Throwable.");
    static final Message NO_MESSAGE =
            Message.error(1204, "{0}: this @OnMessage method has no parameter for the message. Accepted: {1}.");
    static final Message SEVERAL_MESSAGES = Message.error(
            1205,
            "{0}: several parameters of this @OnMessage method could be the message: {1}. Accepted: one; a boolean next"
                    + " to it only with String, byte[] or java.nio.ByteBuffer, to receive a message in parts.");
    static final Message KIND_TWICE = Message.error(
            1206,
            "Hub {0} has {1} @OnMessage methods for {2} messages: {3}. Accepted: one for each of text, binary,"
                    + " pong. A method whose message type has decoders of both kinds handles text and binary.");
    static final Message MAX_MESSAGE_SIZE = Message.error(
            1207, "{0}: maxMessageSize is {1}. Accepted: -1 (no maximum of its own), or a number of bytes from 1.");
    static final Message PATH_PARAMETER_TYPE = Message.error(
            1208,
            "{0}: parameter {1} is a @PathParam of type {2}. Accepted: String, a primitive or the wrapper of one.");
    static final Message PATH_VARIABLE = Message.error(
            1209,
            "{0}: parameter {1} is a @PathParam(\"{2}\") of type {3}, but the hub''s path has no such variable and a"
                    + " primitive cannot be null. Accepted: a variable of the path ({4}), or String or a wrapper.");
    static final Message NOT_ACCESSIBLE = Message.error(
            1210,
            "{0}: the method cannot be called: {1}. Accepted: a method of a class that is in no named module, or whose"
                    + " module opens the package to io.gracehub.extension.");
    static final Message PATH_VALUE = Message.error(
            1211, "Hub {0}: the value of path variable ''{1}'' cannot be read as {2}, the type of its @PathParam.");
    static final Message TEXT_VALUE =
            Message.error(1212, "{0}: the text message cannot be read as {1}, the type of its parameter.");

    static final Message RETURN_TYPE = Message.error(
            1213,
            "{0}: this @OnMessage method returns {1}, which cannot be sent. Accepted: void, String, byte[],"
                    + " java.nio.ByteBuffer, a primitive or its wrapper, what the hub''s encoders take ({2}), or a"
                    + " CompletionStage of one of these.");

    private Messages() {}
}
