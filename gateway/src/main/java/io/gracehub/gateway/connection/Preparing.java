// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.connection;

import io.gracehub.gateway.connection.Carrier.Need;
import io.gracehub.gateway.connection.Carrier.Outcome;
import io.gracehub.gateway.connection.ClientSide.Dialing;
import io.gracehub.gateway.server.Server;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/** Both directions flow; the target is being connected to. */
final class Preparing extends State {

    private final Server target;
    private final Dialing dialing;
    private final Set<Server> tried;

    /**
     * Begins to connect.
     *
     * @param tried targets that have refused it
     */
    Preparing(Connection connection, Server target, Set<Server> tried) {
        super(connection);
        this.target = target;
        this.dialing = connection.client().dial(target);
        this.tried = tried;
    }

    @Override
    Duration bound() {
        return Bounds.DIAL;
    }

    @Override
    void overdue() {
        refused(dialing, "no answer in time");
    }

    @Override
    void overtaken(String why) {
        giveBack(target, dialing);
        connection.over(target, Outcome.ENDED, why);
    }

    @Override
    void dialed(Dialing reached) {
        if (reached == dialing) {
            connection.enter(new Holding(connection, target, dialing));
            connection.client().hold();
        }
    }

    @Override
    void refused(Dialing refusing, String why) {
        if (refusing != dialing) {
            return;
        }
        giveBack(target, dialing);
        Set<Server> all = new HashSet<>(tried);
        all.add(target);
        connection.enter(new Choosing(connection, all, why));
        connection.ask(connection.server(), all, Need.OTHER);
    }
}
