// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.config;

/** When a gateway may move this server's connections to another server. */
public enum MigrationLevel {

    /** Never. */
    OFF,

    /** During a graceful shutdown. The default. */
    SHUTDOWN_ONLY,

    /** Also after a crash of the server, when messages may be lost. */
    ANY
}
