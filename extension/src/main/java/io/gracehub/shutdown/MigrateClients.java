// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.shutdown;

/** Leaves it to the gateways, which were told as the stage began and move connections at their own pace. */
final class MigrateClients implements Parting {

    private final Drain drain;
    private final ServedHub hub;
    private boolean begun;

    MigrateClients(Drain drain, ServedHub hub) {
        this.drain = drain;
        this.hub = hub;
    }

    @Override
    public Deadline proceed() {
        if (!begun && !drain.gateways().route()) {
            Messages.NO_GATEWAY.log(hub.path(), hub.connections());
        }
        begun = true;
        return drain.deadlineOf(hub);
    }
}
