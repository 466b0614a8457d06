// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
/** What the server's monitoring is told, where the server has MicroProfile Metrics; loaded only there. */
@NullMarked
package io.gracehub.metrics;

import org.jspecify.annotations.NullMarked;
