// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.connection;

import io.gracehub.message.Message;

/** Messages 1400 to 1499. */
final class Messages {

    static final Message BACKLOG_EXCEEDED = Message.warning(
            1400,
            "Connection {0} of hub {1} is closed with 1013: its client reads too slowly, {2} bytes wait to be written"
                    + " (gracehub.send.max-backlog is {3}).");
    static final Message SEND_OVERDUE = Message.warning(
            1401,
            "Connection {0} of hub {1} is given up: a message could not be written within {2}"
                    + " (gracehub.send.timeout).");
    static final Message CONNECTION_CLOSED =
            Message.error(1402, "Connection {0} is closed or closing: the message was not sent.");
    static final Message STATE_TOO_LARGE = Message.error(
            1403,
            "The state of connection {0} would take {1} bytes with key ''{2}''; at most {3} are accepted. It stays as"
                    + " it was.");
    static final Message STATE_KEY_EMPTY = Message.error(1404, "A key of a connection''s state must not be empty.");
    static final Message STATE_NOT_JSON = Message.error(
            1405, "The value of key ''{0}'' cannot be {1} JSON as {2}: {3}. Jakarta JSON Binding must know the class.");
    static final Message HANDLER_TYPE = Message.error(
            1406,
            "A message handler for {0} cannot be added to the session of a hub. Accepted: String, Reader, ByteBuffer,"
                    + " byte[], InputStream, PongMessage; decoded objects reach @OnMessage methods.");
    static final Message JSONB_MISSING = Message.error(
            1407,
            "ConnectionState needs Jakarta JSON Binding, which this server does not offer: enable it (Open Liberty:"
                    + " feature jsonb) or add an implementation to the WAR.");

    static final Message JSONB_NOT_CLOSED =
            Message.warning(1408, "The JSON binding could not be closed: {0}. It may keep classes of the application.");

    static final Message STATE_NULL = Message.error(
            1409,
            "{0} of a connection''s state must not be null (connection {1}). A value is taken away with remove(key).");

    private Messages() {}
}
