// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.migration;

import io.gracehub.tck.fault.FaultyWire;
import io.gracehub.tck.fault.Harm;
import java.util.Locale;

/** A step of a migration from A to B: the message that it begins with, and the server on whose link that travels. */
enum LinkStep {
    FIN("A"),
    FINACK("A"),
    MIGRATE("A"),
    LEAVE("A"),
    LEFT("A"),
    EXPECT("B"),
    EXPECTING("B"),
    STATE("B");

    private final String server;

    LinkStep(String server) {
        this.server = server;
    }

    String server() {
        return server;
    }

    /** Arms the wire on which it happens, for the next time. */
    FaultyWire arm(Cluster cluster, Harm harm) {
        FaultyWire wire = cluster.wire(server);
        wire.arm(unit -> unit.isLinkMessage(toString()), harm);
        return wire;
    }

    /** Returns the message's type. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
