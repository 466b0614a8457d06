// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
/** Which connections move, where to, and how many at once. */
@NullMarked
package io.gracehub.gateway.migration;

import org.jspecify.annotations.NullMarked;
