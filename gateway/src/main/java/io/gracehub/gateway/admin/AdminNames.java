// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.admin;

import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The names that the admin port is asked by. Who owns a name can have it resolved to this port's address, and then read
 * here with a page of that name in an operator's browser (DNS rebinding); but the browser says the name. Addresses are
 * nobody's to resolve, and neither is localhost; who says none at all is no browser.
 */
public final class AdminNames {

    private static final int LONGEST_NAME = 253;
    private static final Pattern ADDRESS = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|\\[[0-9A-Fa-f:.]+]");
    private static final Pattern PORT = Pattern.compile("\\.?(:\\d*)?$");

    private final Set<String> names;
    private final AtomicBoolean told = new AtomicBoolean();

    /**
     * @param host that the port is opened on
     * @param others names of proxies, services and the like
     */
    public AdminNames(String host, Collection<String> others) {
        names = Stream.concat(Stream.of(host), others.stream())
                .map(AdminNames::plain)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static String plain(String host) {
        return PORT.matcher(host).replaceFirst("").toLowerCase(Locale.ROOT);
    }

    /** Whether a header {@code Host} has one of them; the first time that one has not, it is told. */
    boolean contain(@Nullable String host) {
        if (host == null) {
            return true;
        }
        String name = plain(host);
        boolean known = ADDRESS.matcher(name).matches()
                || name.equals("localhost")
                || name.endsWith(".localhost")
                || names.contains(name);
        if (!known && told.compareAndSet(false, true)) {
            Messages.STRANGE_NAME.log(name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name);
        }
        return known;
    }
}
