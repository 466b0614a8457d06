// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.config;

import io.gracehub.GracefulShutdownMode;
import io.gracehub.message.Message;
import io.gracehub.message.Problems;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Makes {@link Settings} of what a source has. */
public final class SettingsReader {

    private final Values values;

    private SettingsReader(Values values) {
        this.values = values;
    }

    /**
     * Reads all properties. Each bad value is added to the problems and replaced by its default, so that one call finds
     * them all. What looks like a mistake and does no harm (names that nobody reads, settings that contradict each
     * other) is logged.
     *
     * @param hubPaths the paths of the application's hubs, as {@code @Hub} has them
     */
    public static Settings read(SettingsSource source, Collection<String> hubPaths, Problems problems) {
        return read(source, hubPaths, problems, Message::log);
    }

    static Settings read(SettingsSource source, Collection<String> hubPaths, Problems problems, Remarks remarks) {
        new UnknownNames(source, hubPaths, remarks).report();
        Settings settings = new SettingsReader(new Values(source, problems)).settings(hubPaths);
        new Contradictions(settings, hubPaths, remarks).report();
        warnOfShort(Property.LINK_SECRET, settings.access().linkSecret(), remarks);
        warnOfShort(Property.CONTROL_TOKEN, settings.access().controlToken(), remarks);
        return settings;
    }

    private static void warnOfShort(Property<?> property, Optional<Secret> secret, Remarks remarks) {
        secret.filter(Secret::isShort)
                .ifPresent(known -> remarks.add(Messages.SHORT_SECRET, property.name(), Secret.SHORTEST));
    }

    private Settings settings(Collection<String> hubPaths) {
        return new Settings(hubs(hubPaths), shutdown(), server(), access(), sending());
    }

    private Settings.Hubs hubs(Collection<String> paths) {
        HubSettings others = new HubSettings(values.get(Property.SHUTDOWN_MODE), values.get(Property.SHUTDOWN_TIMEOUT));
        Map<String, HubSettings> overrides = new LinkedHashMap<>();
        for (String path : paths) {
            Optional<GracefulShutdownMode> mode = values.find(Property.HUB_MODE.of(path));
            Optional<Duration> timeout = values.find(Property.HUB_TIMEOUT.of(path));
            if (mode.isPresent() || timeout.isPresent()) {
                overrides.put(path, new HubSettings(mode.orElse(others.mode()), timeout.orElse(others.timeout())));
            }
        }
        return new Settings.Hubs(others, overrides);
    }

    private Settings.Shutdown shutdown() {
        return new Settings.Shutdown(
                values.find(Property.HOOK_TIMEOUT),
                new Settings.Offline(values.get(Property.OFFLINE_PROBES), values.get(Property.OFFLINE_TIMEOUT)),
                values.get(Property.RETRY_AFTER),
                closing(),
                values.get(Property.SIGNALS));
    }

    private Settings.Closing closing() {
        return new Settings.Closing(
                values.find(Property.CLOSE_BATCH).map(OptionalInt::of).orElseGet(OptionalInt::empty),
                values.find(Property.CLOSE_INTERVAL),
                values.get(Property.CLOSE_JITTER));
    }

    private Settings.Server server() {
        return new Settings.Server(
                values.find(Property.SERVER_NAME).orElseGet(ServerName::generate),
                values.find(Property.SERVER_REVISION),
                values.get(Property.MIGRATION_LEVEL));
    }

    private Settings.Access access() {
        return new Settings.Access(values.find(Property.LINK_SECRET), values.find(Property.CONTROL_TOKEN));
    }

    private Settings.Sending sending() {
        return new Settings.Sending(values.get(Property.SEND_MAX_BACKLOG), values.get(Property.SEND_TIMEOUT));
    }
}
