// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.frame;

import java.util.concurrent.ThreadLocalRandom;

/**
 * Why a WebSocket is closed (RFC 6455, section 7.1.5).
 *
 * @param code the status code; 1005 stands for a Close frame without one
 * @param reason for people; at most 123 bytes of UTF-8
 */
public record CloseStatus(int code, String reason) {

    /** All is done. */
    public static final int NORMAL = 1000;

    /** It goes away, as an idle connection does. */
    public static final int GOING_AWAY = 1001;

    /** The other end has broken the protocol. */
    public static final int PROTOCOL_ERROR = 1002;

    /** Stands for a Close frame without a code; never sent. */
    public static final int NONE = 1005;

    /** More than this end takes. */
    public static final int TOO_BIG = 1009;

    /** Too much at once; registered by IANA. */
    public static final int TRY_AGAIN_LATER = 1013;

    /** The server goes away and comes back; registered by IANA. */
    public static final int SERVICE_RESTART = 1012;

    /** The gateway ends a session with a server: a private code, since servers answer 1012 and 1013 with 1002. */
    public static final CloseStatus GATEWAY_CLOSES = new CloseStatus(4100, "closed by the gateway");

    private static final int LONGEST_WAIT_MILLIS = 5_000;

    /**
     * What a client is told that cannot be carried on. The text says how long it is to wait before it connects again, so
     * that those who are closed together do not come back together; its grammar is in {@code docs/spec/closing.md}.
     */
    public static CloseStatus restart() {
        int wait = ThreadLocalRandom.current().nextInt(LONGEST_WAIT_MILLIS + 1);
        return new CloseStatus(SERVICE_RESTART, "server is restarting; retry-after=" + wait + "ms");
    }

    /** How a client answers this: with the same code, unless it is one that servers take from no client. */
    public CloseStatus answer() {
        boolean taken = code == NONE || (code >= 1000 && code < TRY_AGAIN_LATER - 1) || (code >= 3000 && code < 5000);
        return taken && code != 1004 && code != 1006 ? this : new CloseStatus(NORMAL, "");
    }
}
