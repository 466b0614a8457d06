// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.hub;

/** What the binary codecs make. */
public record Box(int size) {}
