// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateways;

import io.gracehub.Stage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * What the links work with.
 *
 * @param stage the server's stage
 * @param changed told when a gateway has linked, answered, or gone
 * @param timer runs things later
 * @param writes threads for what the container writes only while its caller waits
 */
public record Surroundings(Supplier<Stage> stage, Runnable changed, Timer timer, Executor writes) {}
