// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.config;

import io.gracehub.message.Message;

/** Takes what is worth saying and does not fail the deployment. */
interface Remarks {

    void add(Message message, Object... values);
}
