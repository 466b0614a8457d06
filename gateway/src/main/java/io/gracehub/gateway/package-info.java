// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
/** The process that holds the client connections and moves each to another server; this package puts it together. */
@NullMarked
package io.gracehub.gateway;

import org.jspecify.annotations.NullMarked;
