// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateways;

import io.gracehub.GracefulShutdownMode;
import io.gracehub.config.MigrationLevel;
import java.time.Duration;
import java.util.Map;

/**
 * What the links are told by the configuration.
 *
 * @param server the server's name
 * @param revision the deployment's revision; empty if it has none
 * @param level when connections may be moved
 * @param hubs the mode of each hub, by its path
 * @param offlineTimeout how long FIN is repeated
 */
public record LinkSettings(
        String server,
        String revision,
        MigrationLevel level,
        Map<String, GracefulShutdownMode> hubs,
        Duration offlineTimeout) {

    public LinkSettings {
        hubs = Map.copyOf(hubs);
    }

    /** Whether a drain moves the connections of a hub. */
    boolean migrates(String hub) {
        return level != MigrationLevel.OFF && hubs.get(hub) == GracefulShutdownMode.MIGRATE_CLIENTS;
    }

    boolean allMigrate() {
        return hubs.keySet().stream().allMatch(this::migrates);
    }

    /** What a drain does with the clients: one word for all hubs, of which each may have its own mode. */
    String mode() {
        if (hubs.keySet().stream().anyMatch(this::migrates)) {
            return word(GracefulShutdownMode.MIGRATE_CLIENTS);
        }
        return hubs.containsValue(GracefulShutdownMode.CLOSE_CLIENTS)
                ? word(GracefulShutdownMode.CLOSE_CLIENTS)
                : word(GracefulShutdownMode.WAIT_FOR_CLIENTS_CLOSE);
    }

    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
