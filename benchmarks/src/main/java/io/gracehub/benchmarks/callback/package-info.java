// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
/** One message's way through the library in one JVM, without a network: by JMH. */
@NullMarked
package io.gracehub.benchmarks.callback;

import org.jspecify.annotations.NullMarked;
