// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.config;

import java.util.regex.Pattern;

/** A host to listen on: a name, an IPv4 address, or an IPv6 address with or without brackets. */
final class HostFormat implements Format<String> {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._-]{0,252})");
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]{2,45}(%[A-Za-z0-9._-]+)?");

    @Override
    public String parse(String value) throws BadValueException {
        boolean brackets = value.startsWith("[") && value.endsWith("]");
        String host = brackets ? value.substring(1, value.length() - 1) : value;
        if (isIpv6(host) || (!brackets && NAME.matcher(host).matches())) {
            return host;
        }
        throw new BadValueException("neither a host name nor an address");
    }

    static boolean isIpv6(String host) {
        return host.contains(":") && IPV6.matcher(host).matches();
    }

    static boolean isName(String host) {
        return NAME.matcher(host).matches();
    }

    @Override
    public String accepted() {
        return "a host name, an IPv4 or an IPv6 address; 0.0.0.0 or :: for all";
    }
}
