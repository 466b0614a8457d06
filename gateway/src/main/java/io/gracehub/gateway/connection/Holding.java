// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.connection;

import io.gracehub.gateway.connection.Carrier.Outcome;
import io.gracehub.gateway.connection.ClientSide.Dialing;
import io.gracehub.gateway.server.Server;
import java.time.Duration;

/** Waits for a boundary between two of the client's messages. */
final class Holding extends State {

    private final Server target;
    private final Dialing dialing;

    Holding(Connection connection, Server target, Dialing dialing) {
        super(connection);
        this.target = target;
        this.dialing = dialing;
    }

    @Override
    Duration bound() {
        return Bounds.HOLD;
    }

    @Override
    void overdue() {
        refused(dialing, "the client did not end a message within " + Bounds.HOLD.toSeconds() + " s");
    }

    @Override
    void overtaken(String why) {
        connection.client().release();
        giveBack(target, dialing);
        connection.over(target, Outcome.ENDED, why);
    }

    @Override
    void held(long messages) {
        connection.paused();
        Leaving leaving = new Leaving(connection, target, dialing, messages);
        connection.enter(leaving);
        leaving.ask();
    }

    @Override
    void refused(Dialing refusing, String why) {
        if (refusing == dialing) {
            connection.client().release();
            giveBack(target, dialing);
            connection.stay(target, why);
        }
    }
}
