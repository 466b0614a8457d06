// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.shutdown;

import io.gracehub.message.Message;

/** Messages 1500 to 1599. */
final class Messages {

    static final Message STAGE =
            Message.info(1500, "Server {0}: stage {1} -> {2} ({3}; connections: {4}, deadline: {5}).");
    static final Message ILLEGAL_TRANSITION = Message.error(1501, "A server in stage {0} cannot enter stage {1}.");
    static final Message HOOK_FAILED =
            Message.error(1502, "Shutdown hook {0} threw after {1} ms: {2}. The next hook runs.");
    static final Message HOOK_OVERRAN = Message.warning(
            1503,
            "Shutdown hook {0} has not returned within {1} ms (gracehub.shutdown.hook-timeout, or the deadline): it is"
                    + " interrupted and no longer waited for. The next hook runs.");
    static final Message HOOK_SKIPPED = Message.warning(1504, "Shutdown hook {0} was not run: {1}.");
    static final Message OFFLINE_UNPROVEN = Message.warning(
            1505,
            "Server {0} is taken for offline after {1} ms (gracehub.shutdown.offline.timeout): {2}. New handshakes are"
                    + " refused from now on.");
    static final Message NOT_FLUSHED = Message.warning(
            1506,
            "What was sent to clients of hub {0} has not been written to all of them within {1} ms: some read slowly. It is"
                    + " written before whatever comes next, and the drain goes on.");
    static final Message STRAGGLERS = Message.warning(
            1507, "Hub {0}: {1} connections were left after {2} ms and are closed with 1012 (Service Restart).");
    static final Message STILL_LEFT = Message.warning(
            1508, "Hub {0}: {1} connections did not complete their close within {2} ms and are cut off.");
    static final Message REPORT = Message.info(
            1509,
            "Server {0}: drain by {1} ended as {2} after {3} ms. Connections: {4} at its start, {5} left by"
                    + " themselves, {6} closed, {7} migrated, {8} failed. Hooks: {9}.");
    static final Message CANNOT_RESUME = Message.error(1510, "The drain of server {0} cannot be taken back: {1}.");
    static final Message LISTENER_FAILED =
            Message.error(1511, "An observer of StageChanged failed: {0}. The shutdown goes on.");
    static final Message DRAIN_FAILED =
            Message.error(1512, "The drain of server {0} failed: {1}. Its clients are closed with 1012 at once.");
    static final Message LISTENER_OVERRAN = Message.warning(
            1513, "An observer of StageChanged has not returned within {0} ms: it is no longer waited for.");
    static final Message SKIPPED =
            Message.info(1514, "Server {0}: {1} cuts the drain short, in stage {2} with {3} connections.");

    static final Message NO_GATEWAY = Message.warning(
            1515,
            "Hub {0} has the mode migrate-clients, but no gateway is linked to this server: its {1} connections stay"
                    + " until they close by themselves, or are closed with 1012 at the deadline, unless one links. Check"
                    + " gracehub.gateway.servers of the gateway and gracehub.link.secret of both.");

    static final Message CLOSING = Message.info(
            1516,
            "Hub {0}: {1} connections are closed with 1012 (Service Restart), {2} every {3} ms; {4} ms are left to the"
                    + " deadline.");
    static final Message PACE_TOO_SLOW = Message.warning(
            1517,
            "Hub {0}: {1} connections with gracehub.shutdown.close.batch={2} and gracehub.shutdown.close.interval={3}ms"
                    + " need {4} ms, but there are {5} ms: {6} ms to the deadline, less a reserve. They are closed {7}"
                    + " every {8} ms instead. Raise the timeout or the batch, or shorten the interval.");

    static final Message REPORT_OVERRAN = Message.warning(
            1518,
            "The server''s monitoring has not taken the report of the drain within {0} ms: it is not waited for.");

    private Messages() {}
}
