// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
/** What the gateway says to people: messages with stable ids, logged or shown at the start. */
@NullMarked
package io.gracehub.gateway.message;

import org.jspecify.annotations.NullMarked;
