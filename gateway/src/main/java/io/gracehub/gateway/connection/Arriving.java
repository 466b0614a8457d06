// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.connection;

import io.gracehub.gateway.connection.Carrier.Need;
import io.gracehub.gateway.connection.Carrier.Outcome;
import io.gracehub.gateway.connection.ClientSide.Dialing;
import io.gracehub.gateway.server.Server;
import io.gracehub.link.LinkMessage;
import jakarta.json.JsonObject;
import java.time.Duration;

/** At no server: announced to the target, and connecting to it. */
final class Arriving extends State {

    private final Journey journey;
    private final Server target;
    private final Dialing dialing;
    private boolean connected;
    private boolean expected;
    private boolean opening;
    private JsonObject last;

    Arriving(Connection connection, Journey journey, Server target, Dialing dialing, boolean connected) {
        super(connection);
        this.journey = journey;
        this.target = target;
        this.dialing = dialing;
        this.connected = connected;
        this.last = journey.state();
    }

    @Override
    Duration bound() {
        return Bounds.ARRIVE;
    }

    @Override
    void overdue() {
        refuse("no answer in time");
    }

    @Override
    boolean homeless() {
        return true;
    }

    @Override
    void overtaken(String why) {
        giveBack(target, dialing);
        connection.over(target, Outcome.ENDED, why);
    }

    @Override
    void dialed(Dialing reached) {
        if (reached == dialing) {
            connected = true;
            openIfReady();
        }
    }

    @Override
    void expecting(Server from) {
        expected |= from == target;
        openIfReady();
    }

    /** The new server has changed it already; over its link, which may be faster than the answer to the handshake. */
    @Override
    void early(Server from, JsonObject told) {
        if (from == target) {
            last = told;
        }
    }

    /** It announces itself to the target. */
    void announce() {
        connection.tell(
                target,
                new LinkMessage.Expect(
                        connection.id(), journey.from().name(), target.name(), journey.state(), journey.lost()));
    }

    /** What the target was told through the former link it has forgotten. */
    @Override
    void linked(Server again) {
        if (again == target && !opening) {
            expected = false;
            announce();
        }
    }

    private void openIfReady() {
        if (connected && expected && !opening) {
            opening = true;
            target.identity()
                    .ifPresentOrElse(
                            identity -> dialing.open(connection.id(), identity.token()),
                            () -> refuse("its link has ended"));
        }
    }

    @Override
    void refused(Dialing refusing, String why) {
        if (refusing == dialing) {
            refuse(why);
        }
    }

    private void refuse(String why) {
        giveBack(target, dialing);
        Messages.NOT_TAKEN.log(connection.id(), target, why);
        connection.seek(journey.without(target), Need.LEFT);
    }

    @Override
    void arrived(Dialing taking, ServerSide session) {
        if (taking == dialing) {
            connection.remember(last);
            connection.arrived(journey, target, session);
        } else {
            super.arrived(taking, session);
        }
    }

    /** There is none that could be. */
    @Override
    void serverLost(boolean midMessage) {}

    /** The new server is to see the end, as it has been told of the beginning. */
    @Override
    void clientGone() {}
}
