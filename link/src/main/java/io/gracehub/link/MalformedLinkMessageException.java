// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.link;

/** A message on a link that breaks the protocol: the link is closed with 1002. */
public final class MalformedLinkMessageException extends Exception {

    private static final long serialVersionUID = 1L;

    /**
     * Makes one.
     *
     * @param message what was found and what is accepted; never the message's content
     */
    public MalformedLinkMessageException(String message) {
        super(message);
    }
}
