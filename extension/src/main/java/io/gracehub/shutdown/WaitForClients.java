// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.shutdown;

/**
 * Leaves it to the clients.
 *
 * @param deadline the hub's
 */
record WaitForClients(Deadline deadline) implements Parting {

    @Override
    public Deadline proceed() {
        return deadline;
    }
}
