// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.admin;

import io.gracehub.gateway.message.Message;

/** The messages of this package: 5600 to 5699. */
final class Messages {

    static final Message STRANGE_NAME = Message.warning(
            5600,
            "Somebody has asked the admin port as ''{0}'' and was refused: that is none of its names, and could be a page's in"
                    + " a browser. If it is yours, add it to gracehub.gateway.admin.names");

    private Messages() {}
}
