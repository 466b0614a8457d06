// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.migration;

import io.gracehub.tck.fault.FaultyWire;
import io.gracehub.tck.fault.Flow;
import io.gracehub.tck.fault.Harm;
import io.gracehub.tck.fault.Step;
import io.gracehub.tck.fault.Unit;
import io.gracehub.tck.fault.Unit.Kind;
import java.util.Locale;

/** A step of a connection's migration from A to B on its own WebSockets, and the server before which it is seen. */
enum SessionStep {
    /** A message from the old server, before it is left. */
    FROM_OLD("A", (flow, unit) -> isSession(flow) && !flow.there() && unit.isMessage()),
    /** A message to the old server, before it is left. */
    TO_OLD("A", (flow, unit) -> isSession(flow) && flow.there() && unit.isMessage()),
    /** The handshake with the new server. */
    HANDSHAKE("B", (flow, unit) -> isMigrated(flow) && flow.there() && unit.kind() == Kind.HEAD),
    /** Its answer. */
    ANSWER("B", (flow, unit) -> isMigrated(flow) && !flow.there() && unit.kind() == Kind.HEAD),
    /** The first message to the new server. */
    FIRST_TO("B", (flow, unit) -> isMigrated(flow) && flow.there() && isFirst(flow, unit)),
    /** The first message from the new server. */
    FIRST_FROM("B", (flow, unit) -> isMigrated(flow) && !flow.there() && isFirst(flow, unit)),
    /** The old server's last word in the session. */
    CLOSE("A", (flow, unit) -> isSession(flow) && !flow.there() && unit.isClose(1012)),
    /** The gateway's answer to that: a client may not say 1012. */
    ECHO("A", (flow, unit) -> isSession(flow) && flow.there() && unit.isClose(1000));

    private final String server;

    @SuppressWarnings("ImmutableEnumChecker") // it has no state
    private final Step step;

    SessionStep(String server, Step step) {
        this.server = server;
        this.step = step;
    }

    private static boolean isSession(Flow flow) {
        return flow.passage().has("Gracehub-Connection");
    }

    private static boolean isMigrated(Flow flow) {
        return flow.passage().has("Gracehub-Migrated");
    }

    private static boolean isFirst(Flow flow, Unit unit) {
        return unit.isMessage() && flow.messages() == 0;
    }

    String server() {
        return server;
    }

    /** Whether it is seen before the migration begins. */
    boolean precedes() {
        return this == FROM_OLD || this == TO_OLD;
    }

    Step step() {
        return step;
    }

    /** Arms the wire on which it happens, for the next time. */
    FaultyWire arm(Cluster cluster, Harm harm) {
        FaultyWire wire = cluster.wire(server);
        wire.arm(step, harm);
        return wire;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
