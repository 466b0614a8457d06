// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.harness;

/**
 * What a command did.
 *
 * @param exitCode its exit code
 * @param output what it wrote
 */
public record CommandResult(int exitCode, String output) {}
