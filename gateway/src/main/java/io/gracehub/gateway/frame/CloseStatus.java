// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.frame;

/**
 * Why a WebSocket is closed (RFC 6455, section 7.1.5).
 *
 * @param code the status code; 1005 stands for a Close frame without one
 * @param reason for people; at most 123 bytes of UTF-8
 */
public record CloseStatus(int code, String reason) {

    /** The server goes away and comes back (registered by IANA): what clients are told that cannot be carried on. */
    public static final CloseStatus SERVICE_RESTART = new CloseStatus(1012, "server is restarting");

    /** The gateway ends a session with a server: a private code, since servers answer 1012 and 1013 with 1002. */
    public static final CloseStatus GATEWAY_CLOSES = new CloseStatus(4100, "closed by the gateway");
}
