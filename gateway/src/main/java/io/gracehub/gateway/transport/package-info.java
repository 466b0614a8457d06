// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
/** The network: the only package that knows the network library. Bytes in, bytes out; decisions are made elsewhere. */
@NullMarked
package io.gracehub.gateway.transport;

import org.jspecify.annotations.NullMarked;
