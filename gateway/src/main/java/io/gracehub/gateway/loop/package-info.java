// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
/** A thread that runs what it is given one after another; whatever has state here belongs to one. */
@NullMarked
package io.gracehub.gateway.loop;

import org.jspecify.annotations.NullMarked;
