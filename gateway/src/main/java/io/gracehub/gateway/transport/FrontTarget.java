// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.transport;

import io.gracehub.gateway.transport.FrontRequest.Unacceptable;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The target of a request, and what is wrong with some. */
final class FrontTarget {

    private static final Pattern AUTHORITY =
            Pattern.compile("([A-Za-z0-9._~%!$&'()*+;=-]*|\\[[0-9A-Fa-f:.]+\\])(:\\d{0,5})?");
    private static final Pattern ABSOLUTE = Pattern.compile("(?i)(https?)://([^/?#]*)(.*)");
    private static final Pattern BAD_CHARACTER = Pattern.compile("[^!-~]|[#\\\\]");

    private static final Pattern SERVERS_OWN = Pattern.compile("/gracehub/(link|drain|resume|status|ready)/*$");
    private static final Pattern ESCAPE = Pattern.compile("%([0-9A-Fa-f]{2})");

    private FrontTarget() {}

    /**
     * Whether this is what gateways and operators ask a server, however it is written: not for clients. Servers differ in
     * what they take away first, escapes or parameters: {@code /gracehub;a%2Fb/link} is one of them.
     */
    static boolean isServersOwn(String target) {
        int query = target.indexOf('?');
        String path = query < 0 ? target : target.substring(0, query);
        return isOwn(withoutParameters(unescaped(path))) || isOwn(unescaped(withoutParameters(path)));
    }

    private static boolean isOwn(String path) {
        return SERVERS_OWN.matcher(path.replaceAll("/+", "/")).find();
    }

    private static String withoutParameters(String path) {
        return path.replaceAll(";[^/]*", "");
    }

    private static String unescaped(String path) {
        return ESCAPE.matcher(path)
                .replaceAll(escape ->
                        Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(escape.group(1), 16))));
    }

    static boolean isAuthority(String host) {
        return AUTHORITY.matcher(host).matches();
    }

    /** Returns the path with the query; an absolute target must name the same host as the header. */
    static String originForm(String target, String host) throws Unacceptable {
        String path = target;
        var absolute = ABSOLUTE.matcher(target);
        if (absolute.matches()) {
            if (!absolute.group(2).equalsIgnoreCase(host)) {
                throw new Unacceptable("the target names another host than Host");
            }
            path = absolute.group(3).startsWith("/") ? absolute.group(3) : "/" + absolute.group(3);
        }
        if (!path.startsWith("/") || BAD_CHARACTER.matcher(path).find()) {
            throw new Unacceptable("the target is not a path");
        }
        if (climbs(path)) {
            throw new Unacceptable("the path has a segment . or ..");
        }
        return path;
    }

    /** A server would leave the context root that the request was routed by. Servers take /..;x/ for /../ too. */
    private static boolean climbs(String target) {
        int query = target.indexOf('?');
        String path = (query < 0 ? target : target.substring(0, query))
                .toLowerCase(Locale.ROOT)
                .replace("%2e", ".")
                .replace("%2f", "/")
                .replace("%5c", "/")
                .replace("%3b", ";");
        for (String segment : path.split("/", -1)) {
            int parameter = segment.indexOf(';');
            String name = parameter < 0 ? segment : segment.substring(0, parameter);
            if (name.equals(".") || name.equals("..")) {
                return true;
            }
        }
        return false;
    }
}
