// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/** The name of a server that has been given none: its host and a suffix, for hosts that run several. */
final class ServerName {

    private static final int SUFFIX_CHARACTERS = 6;

    private ServerName() {}

    static String generate() {
        return host(System.getenv(), Path.of("/etc/hostname")) + "-" + suffix();
    }

    /** Asks what answers at once. {@code InetAddress.getLocalHost} may wait for a name server that does not answer. */
    static String host(Map<String, String> environment, Path hostnameFile) {
        return Stream.of(environment.getOrDefault("HOSTNAME", ""), environment.getOrDefault("COMPUTERNAME", ""))
                .filter(name -> !name.isBlank())
                .findFirst()
                .or(() -> firstLine(hostnameFile))
                .map(ServerName::asToken)
                .orElse("localhost");
    }

    private static Optional<String> firstLine(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.findFirst().filter(line -> !line.isBlank());
        } catch (IOException | RuntimeException unreadable) {
            return Optional.empty();
        }
    }

    private static String asToken(String host) {
        String token = host.strip().replaceAll("[^!-~]", "-");
        return token.substring(0, Math.min(token.length(), TokenFormat.MOST_CHARACTERS - 1 - SUFFIX_CHARACTERS));
    }

    private static String suffix() {
        return ThreadLocalRandom.current()
                .ints(SUFFIX_CHARACTERS, 0, Character.MAX_RADIX)
                .mapToObj(digit -> String.valueOf(Character.forDigit(digit, Character.MAX_RADIX)))
                .reduce("", String::concat);
    }
}
