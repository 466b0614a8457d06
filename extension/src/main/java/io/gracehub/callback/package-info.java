// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
/**
 * The callbacks of a hub: its {@code @OnOpen}, {@code @OnMessage}, {@code @OnClose} and {@code @OnError} methods, bound
 * to method handles when it is deployed, so that nothing is looked up while messages come in.
 */
@NullMarked
package io.gracehub.callback;

import org.jspecify.annotations.NullMarked;
