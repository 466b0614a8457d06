// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.trigger;

import io.gracehub.message.Message;

final class Messages {

    static final Message NO_TRIGGERS = Message.warning(
            1600,
            "No signal and no stop of the server starts a drain, only the stop of the application does, because the"
                    + " platform MBean server refused: {0}");
    static final Message MEMBER_FAILED =
            Message.warning(1601, "The operation {0} ({1}) of {2} failed, the other applications go on: {3}");
    static final Message CUT_SHORT = Message.info(1602, "{0} came during the drain, which is cut short");
    static final Message AT_ONCE =
            Message.warning(1603, "{0} came after the drain was cut short, the process stops without waiting for it");
    static final Message FORMER_FAILED =
            Message.error(1604, "The handler that {0} had before the library''s failed: {1}");
    static final Message HOOK_FAILED = Message.error(1605, "The drain could not be run on {0}: {1}");
    static final Message NOT_GIVEN_BACK = Message.warning(1606, "{0} could not be given back: {1}");
    static final Message NOT_UNDERSTOOD = Message.error(
            1607,
            "What the server tells before its stop was not understood, which may start no drain; signals and the stop of"
                    + " the application do: {0}");

    private Messages() {}
}
