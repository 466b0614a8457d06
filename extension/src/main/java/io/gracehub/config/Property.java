// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.config;

import io.gracehub.GracefulShutdownMode;
import java.time.Duration;
import java.util.List;

/**
 * One property of the library. The constants are the table of all: names, defaults, accepted values. The same table for
 * users, {@code docs/configuration.md}, is compared with it by a test.
 *
 * @param name with {@code <path>} where the path of a hub stands
 * @param fallback the value without a setting, as a user would write it; or words that say what happens
 * @param optional true if the fallback is words
 */
record Property<T>(String name, String fallback, boolean optional, Format<T> format) {

    private static final Format<Duration> UP_TO_A_DAY = new DurationFormat(Duration.ZERO, Duration.ofDays(1));
    private static final Format<Duration> POSITIVE = new DurationFormat(Duration.ofMillis(1), Duration.ofDays(1));
    private static final Format<GracefulShutdownMode> MODE = new ChoiceFormat<>(GracefulShutdownMode.class);
    private static final Format<String> TOKEN = new TokenFormat();
    private static final Format<Secret> SECRET = new SecretFormat();
    private static final String PATH = "<path>";

    static final Property<GracefulShutdownMode> SHUTDOWN_MODE =
            with("gracehub.shutdown.mode", "wait-for-clients-close", MODE);
    static final Property<Duration> SHUTDOWN_TIMEOUT = with("gracehub.shutdown.timeout", "30s", UP_TO_A_DAY);
    static final Property<Duration> HOOK_TIMEOUT = without("gracehub.shutdown.hook-timeout", "none", POSITIVE);
    static final Property<Integer> OFFLINE_PROBES =
            with("gracehub.shutdown.offline.probes", "1", new WholeNumberFormat(1, 100));
    static final Property<Duration> OFFLINE_TIMEOUT = with("gracehub.shutdown.offline.timeout", "5s", UP_TO_A_DAY);
    static final Property<Duration> RETRY_AFTER = with("gracehub.shutdown.retry-after", "1s", UP_TO_A_DAY);
    static final Property<Integer> CLOSE_BATCH =
            without("gracehub.shutdown.close.batch", "computed", new WholeNumberFormat(1, 1_000_000));
    static final Property<Duration> CLOSE_INTERVAL = without("gracehub.shutdown.close.interval", "computed", POSITIVE);
    static final Property<Duration> CLOSE_JITTER = with("gracehub.shutdown.close.jitter", "5s", UP_TO_A_DAY);
    static final Property<Boolean> SIGNALS = with("gracehub.shutdown.signals", "true", new BooleanFormat());
    static final Property<GracefulShutdownMode> HUB_MODE =
            without("gracehub.hub.\"<path>\".shutdown.mode", "as gracehub.shutdown.mode", MODE);
    static final Property<Duration> HUB_TIMEOUT =
            without("gracehub.hub.\"<path>\".shutdown.timeout", "as gracehub.shutdown.timeout", UP_TO_A_DAY);
    static final Property<String> SERVER_NAME = without("gracehub.server.name", "host name and a random suffix", TOKEN);
    static final Property<String> SERVER_REVISION = without("gracehub.server.revision", "empty", TOKEN);
    static final Property<Secret> LINK_SECRET = without("gracehub.link.secret", "none", SECRET);
    static final Property<Secret> CONTROL_TOKEN = without("gracehub.control.token", "none", SECRET);
    static final Property<MigrationLevel> MIGRATION_LEVEL =
            with("gracehub.migration.level", "shutdown-only", new ChoiceFormat<>(MigrationLevel.class));
    static final Property<Integer> SEND_MAX_BACKLOG = with("gracehub.send.max-backlog", "4MiB", new SizeFormat());
    static final Property<Duration> SEND_TIMEOUT = with("gracehub.send.timeout", "10s", POSITIVE);

    static final List<Property<?>> OF_HUBS = List.of(HUB_MODE, HUB_TIMEOUT);
    static final List<Property<?>> OF_THE_SERVER = List.of(
            SHUTDOWN_MODE,
            SHUTDOWN_TIMEOUT,
            HOOK_TIMEOUT,
            OFFLINE_PROBES,
            OFFLINE_TIMEOUT,
            RETRY_AFTER,
            CLOSE_BATCH,
            CLOSE_INTERVAL,
            CLOSE_JITTER,
            SIGNALS,
            SERVER_NAME,
            SERVER_REVISION,
            LINK_SECRET,
            CONTROL_TOKEN,
            MIGRATION_LEVEL,
            SEND_MAX_BACKLOG,
            SEND_TIMEOUT);

    private static <T> Property<T> with(String name, String value, Format<T> format) {
        return new Property<>(name, value, false, format);
    }

    private static <T> Property<T> without(String name, String words, Format<T> format) {
        return new Property<>(name, words, true, format);
    }

    /** Returns the property for the hub with this path. */
    Property<T> of(String path) {
        return new Property<>(name.replace(PATH, path), fallback, optional, format);
    }
}
