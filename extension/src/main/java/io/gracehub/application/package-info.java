// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
/** One application of the server with its hubs: made when it is deployed, started, drained, stopped. */
@NullMarked
package io.gracehub.application;

import org.jspecify.annotations.NullMarked;
