// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
/** The gateway's own shutdown. */
@NullMarked
package io.gracehub.gateway.drain;

import org.jspecify.annotations.NullMarked;
