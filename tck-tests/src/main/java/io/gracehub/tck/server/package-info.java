// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
/** The kinds of application server that the TCK runs on: all that one does otherwise than another stands here. */
@NullMarked
package io.gracehub.tck.server;

import org.jspecify.annotations.NullMarked;
