// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.migration;

import io.gracehub.tck.harness.TraceLine;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a hub saw of one client: that it came, or that it went.
 *
 * @param nanos when; the clock is that of the machine, so that servers can be compared
 * @param server the server
 * @param opened whether it came; else it went
 * @param values what the hub traced about it
 */
record Visit(long nanos, String server, boolean opened, Map<String, String> values) {

    Visit {
        values = Map.copyOf(values);
    }

    static boolean isOne(TraceLine line) {
        return line.text().startsWith("open client=") || line.text().startsWith("close client=");
    }

    static Visit of(String server, TraceLine line) {
        Map<String, String> values = Stream.of(line.text().split(" ", -1))
                .filter(word -> word.contains("="))
                .map(word -> word.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
        return new Visit(line.nanos(), server, line.text().startsWith("open "), values);
    }

    String client() {
        return value("client");
    }

    String id() {
        return value("id");
    }

    /** The migration's ends, such as {@code A>B}; {@code ->-} if there is none. */
    String migration() {
        return value("from") + ">" + value("to");
    }

    boolean lost() {
        return Boolean.parseBoolean(value("lost"));
    }

    /** How many messages the connection's state says were handled. */
    int handled() {
        return Integer.parseInt(value("handled"));
    }

    String session() {
        return value("session");
    }

    /** How many messages of its own the hub had sent in this session when it ended. */
    int pushed() {
        return Integer.parseInt(value("pushed"));
    }

    int code() {
        return Integer.parseInt(value("code"));
    }

    private String value(String name) {
        String value = values.get(name);
        if (value == null) {
            throw new AssertionError("no " + name + " in " + this);
        }
        return value;
    }

    @Override
    public String toString() {
        return "\n    " + nanos / 1_000_000 + " ms " + server + (opened ? " open " : " close ") + values;
    }
}
