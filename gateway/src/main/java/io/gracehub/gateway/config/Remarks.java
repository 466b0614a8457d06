// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.config;

import io.gracehub.gateway.message.Message;

/** Takes what is worth saying and does not stop the start. */
interface Remarks {

    void add(Message message, Object... values);
}
