// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.harness;

/**
 * An HTTP answer.
 *
 * @param status the status
 * @param body the body's text
 */
public record Answer(int status, String body) {}
