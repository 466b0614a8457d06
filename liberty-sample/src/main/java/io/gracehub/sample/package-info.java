// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
/** A chat whose clients are told to go before their server stops. */
@NullMarked
package io.gracehub.sample;

import org.jspecify.annotations.NullMarked;
