// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.config;

import io.gracehub.GracefulShutdownMode;
import java.time.Duration;
import java.util.Collection;

/** Finds settings that are good each on its own and cannot all have their way. */
final class Contradictions {

    private final Settings settings;
    private final Collection<String> hubPaths;
    private final Remarks remarks;

    Contradictions(Settings settings, Collection<String> hubPaths, Remarks remarks) {
        this.settings = settings;
        this.hubPaths = hubPaths;
        this.remarks = remarks;
    }

    void report() {
        if (hubPaths.stream().map(settings::hub).noneMatch(HubSettings::takesPart)) {
            return;
        }
        reportHookTimeout();
        reportOfflineTimeout();
        for (String path : hubPaths) {
            HubSettings hub = settings.hub(path);
            if (hub.takesPart()) {
                reportDeadline(path, hub);
            }
            if (hub.mode() == GracefulShutdownMode.MIGRATE_CLIENTS) {
                reportMigration(path);
            }
        }
    }

    private void reportHookTimeout() {
        Duration deadline = settings.deadline();
        settings.shutdown()
                .hookTimeout()
                .filter(hook -> hook.compareTo(deadline) > 0)
                .ifPresent(hook -> remarks.add(Messages.HOOK_TIMEOUT_TOO_LONG, text(hook), text(deadline)));
    }

    private void reportOfflineTimeout() {
        Duration deadline = settings.deadline();
        Duration offline = settings.shutdown().offline().timeout();
        if (offline.compareTo(deadline) >= 0) {
            remarks.add(Messages.OFFLINE_TIMEOUT_TOO_LONG, text(offline), text(deadline));
        }
    }

    private void reportDeadline(String path, HubSettings hub) {
        if (hub.timeout().compareTo(settings.timeout()) > 0) {
            remarks.add(
                    Messages.HUB_EXTENDS_DEADLINE,
                    path,
                    text(hub.timeout()),
                    text(settings.timeout()),
                    text(settings.deadline()));
        }
    }

    private void reportMigration(String path) {
        if (settings.access().linkSecret().isEmpty()) {
            remarks.add(Messages.NO_GATEWAY_CAN_LINK, path);
        }
        if (settings.server().migrationLevel() == MigrationLevel.OFF) {
            remarks.add(Messages.MIGRATION_IS_OFF, path);
        }
    }

    private static String text(Duration duration) {
        return DurationFormat.text(duration);
    }
}
