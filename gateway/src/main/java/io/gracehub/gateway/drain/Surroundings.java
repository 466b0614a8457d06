// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.drain;

/** What the gateway's own shutdown acts upon. Called on the control loop. */
public interface Surroundings {

    /** Whether somebody has asked for the readiness lately, so that it is worth to wait for the next time. */
    boolean probed();

    /** Takes nothing new: whoever comes is answered 503. */
    void refuse();

    /** WebSocket connections that are open. */
    int connections();

    /** Requests of plain HTTP under way. */
    int exchanges();

    /** Closes so many connections with 1012. */
    void close(int connections);

    /** Ends what is left: links, ports, the process. Called once. */
    void stop();
}
