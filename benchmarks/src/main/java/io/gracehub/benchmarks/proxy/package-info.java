// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
/** The gateway and the proxies that it is compared with, each started with comparable settings. */
@NullMarked
package io.gracehub.benchmarks.proxy;

import org.jspecify.annotations.NullMarked;
