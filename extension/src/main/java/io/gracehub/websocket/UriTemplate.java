// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.websocket;

import io.gracehub.message.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The path of a hub: a level-1 URI template (RFC 6570) of which each segment is literal or one variable.
 *
 * @param path as written
 * @param segments the path split at its slashes
 */
public record UriTemplate(String path, List<String> segments) {

    private static final Pattern VARIABLE = Pattern.compile("\\{[A-Za-z_][A-Za-z0-9_.-]*\\}");
    private static final Pattern LITERAL = Pattern.compile("[A-Za-z0-9._~!$&'()*+,;=:@-]*");

    public UriTemplate {
        segments = List.copyOf(segments);
    }

    /** Reads a template, or adds what is wrong with it. */
    public static Optional<UriTemplate> parse(String path, String hub, Problems problems) {
        List<String> segments = path.startsWith("/") ? split(path.substring(1)) : List.of();
        String wrong = path.startsWith("/") ? wrong(segments) : "it does not start with a slash";
        if (wrong.isEmpty()) {
            return Optional.of(new UriTemplate(path, segments));
        }
        problems.add(Messages.BAD_TEMPLATE, hub, path, wrong);
        return Optional.empty();
    }

    private static List<String> split(String path) {
        return List.of(path.split("/", -1));
    }

    private static String wrong(List<String> segments) {
        List<String> variables = new ArrayList<>();
        for (int i = 0; i < segments.size(); i++) {
            String segment = segments.get(i);
            if (segment.isEmpty() && i < segments.size() - 1) {
                return "it has an empty segment";
            }
            if (segment.equals(".") || segment.equals("..")) {
                return "it has the segment '" + segment + "'";
            }
            if (segment.contains("%")) {
                return "the segment '" + segment + "' is percent-encoded, which a container may never match";
            }
            if (VARIABLE.matcher(segment).matches()) {
                if (variables.contains(segment)) {
                    return "the variable " + segment + " stands in it twice";
                }
                variables.add(segment);
            } else if (!LITERAL.matcher(segment).matches()) {
                return "the segment '" + segment + "' is neither literal nor one variable";
            }
        }
        return "";
    }

    /** The names of the variables. */
    public Set<String> variables() {
        Set<String> names = new TreeSet<>();
        for (String segment : segments) {
            if (variable(segment)) {
                names.add(segment.substring(1, segment.length() - 1));
            }
        }
        return names;
    }

    /** The same for all templates that match the same paths. */
    public String shape() {
        StringBuilder shape = new StringBuilder();
        for (String segment : segments) {
            shape.append('/').append(variable(segment) ? "{}" : segment);
        }
        return shape.toString();
    }

    /** Whether a path below the context root is one of the hub's. */
    public boolean matches(String requested) {
        if (!requested.startsWith("/")) {
            return false;
        }
        List<String> found = split(requested.substring(1));
        if (found.size() != segments.size()) {
            return false;
        }
        for (int i = 0; i < found.size(); i++) {
            String segment = segments.get(i);
            if (variable(segment) ? found.get(i).isEmpty() : !segment.equals(found.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean variable(String segment) {
        return segment.startsWith("{");
    }
}
