// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
/**
 * Starts real servers with test WARs in them, connects real WebSocket clients, sends real signals, and tells what
 * clients, probe, log and process saw.
 */
@NullMarked
package io.gracehub.tck.harness;

import org.jspecify.annotations.NullMarked;
