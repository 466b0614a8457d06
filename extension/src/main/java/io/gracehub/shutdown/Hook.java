// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.shutdown;

/**
 * One shutdown hook.
 *
 * @param name class and method, for messages
 * @param priority lower runs first
 * @param hub the hub that it belongs to
 * @param body runs it; may throw
 */
public record Hook(String name, int priority, ServedHub hub, Runnable body) {}
