// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.migration;

import io.gracehub.tck.fault.Step;

/** When an accident happens on a wire. */
enum Moment {
    FIN(link("fin")),
    FINACK(link("finack")),
    MIGRATE(link("migrate")),
    LEAVE(link("leave")),
    LEFT(link("left")),
    EXPECT(link("expect")),
    EXPECTING(link("expecting")),
    STATE(link("state")),
    FROM_SERVER(SessionStep.FROM_OLD.step()),
    TO_SERVER(SessionStep.TO_OLD.step()),
    HANDSHAKE(SessionStep.HANDSHAKE.step()),
    ANSWER(SessionStep.ANSWER.step()),
    FIRST_TO(SessionStep.FIRST_TO.step()),
    FIRST_FROM(SessionStep.FIRST_FROM.step()),
    CLOSE(SessionStep.CLOSE.step()),
    ECHO(SessionStep.ECHO.step()),
    FROM_CLIENT((flow, unit) -> flow.there() && unit.isMessage()),
    TO_CLIENT((flow, unit) -> !flow.there() && unit.isMessage());

    @SuppressWarnings("ImmutableEnumChecker") // it has no state
    private final Step step;

    Moment(Step step) {
        this.step = step;
    }

    private static Step link(String type) {
        return (flow, unit) -> unit.isLinkMessage(type);
    }

    Step step() {
        return step;
    }

    boolean ofLink() {
        return compareTo(STATE) <= 0;
    }

    boolean ofSession() {
        return !ofLink() && !ofClient();
    }

    boolean ofClient() {
        return compareTo(FROM_CLIENT) >= 0;
    }
}
