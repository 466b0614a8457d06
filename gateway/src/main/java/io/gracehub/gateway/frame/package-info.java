// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
/** Frames of the WebSocket protocol (RFC 6455, section 5): where they begin and end, and how control frames are built. */
@NullMarked
package io.gracehub.gateway.frame;

import org.jspecify.annotations.NullMarked;
