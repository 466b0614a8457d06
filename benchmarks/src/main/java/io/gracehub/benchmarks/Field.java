// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.benchmarks;

import io.gracehub.benchmarks.proxy.Gateway;
import io.gracehub.benchmarks.wire.EchoServer;
import io.gracehub.benchmarks.wire.WireClients;

/** What all contestants of a measurement of proxies share. */
record Field(Gateway.Start gateway, EchoServer server, WireClients clients) {}
