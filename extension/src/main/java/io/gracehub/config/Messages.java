// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.config;

import io.gracehub.message.Message;

/** The messages of this package: 1100 to 1199. */
final class Messages {

    static final Message BAD_VALUE = Message.error(1100, "{0} is ''{1}'' ({2}): {3}; accepted: {4}");

    static final Message UNKNOWN_NAME =
            Message.warning(1101, "{0} ({1}) has no effect: Gracehub has no property of this name; the nearest is {2}");

    static final Message OVERRIDE_WITHOUT_HUB =
            Message.warning(1102, "{0} ({1}) has no effect: no hub has the path ''{2}''; the paths of the hubs: {3}");

    static final Message HOOK_TIMEOUT_TOO_LONG = Message.warning(
            1103,
            "gracehub.shutdown.hook-timeout ({0}) is longer than the whole shutdown may take ({1}): it never ends a hook; make"
                    + " it shorter, or gracehub.shutdown.timeout longer");

    static final Message OFFLINE_TIMEOUT_TOO_LONG = Message.warning(
            1104,
            "gracehub.shutdown.offline.timeout ({0}) is not shorter than the whole shutdown may take ({1}): no time may be left"
                    + " for hooks and clients; make it shorter, or gracehub.shutdown.timeout longer");

    static final Message HUB_EXTENDS_DEADLINE = Message.info(
            1105,
            "The hub ''{0}'' has a timeout of {1}, longer than gracehub.shutdown.timeout ({2}): a shutdown may take {3}; whoever"
                    + " stops this server has to wait that long");

    static final Message NO_GATEWAY_CAN_LINK = Message.warning(
            1106,
            "The mode of the hub ''{0}'' is migrate-clients, but gracehub.link.secret is not set: no gateway can link to this"
                    + " server and take over its clients");

    static final Message MIGRATION_IS_OFF = Message.warning(
            1107,
            "The mode of the hub ''{0}'' is migrate-clients, but gracehub.migration.level is off: its clients cannot be"
                    + " migrated");

    static final Message FILE_NOT_READ = Message.warning(
            1108,
            "{0} of the application sets {1}, and nobody reads it: there is no MicroProfile Config that works here. Add one to"
                    + " the application (Tomcat: io.smallrye.config:smallrye-config), or set system properties or environment"
                    + " variables");

    static final Message SHORT_SECRET = Message.warning(
            1109,
            "{0} has fewer than {1} bytes, and may be guessed: nothing slows guesses down. Make one with openssl rand -hex 32");

    private Messages() {}
}
