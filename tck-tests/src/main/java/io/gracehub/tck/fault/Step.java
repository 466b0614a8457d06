// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.fault;

/** A moment in the life of a connection through a {@link FaultyWire}: when a certain unit is about to pass. */
@FunctionalInterface
public interface Step {

    /** Whether this unit, on this way, is the one. */
    boolean at(Flow flow, Unit unit);
}
