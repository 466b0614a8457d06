// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
/** The traces of drains, where the server has MicroProfile Telemetry; loaded only there. */
@NullMarked
package io.gracehub.tracing;

import org.jspecify.annotations.NullMarked;
