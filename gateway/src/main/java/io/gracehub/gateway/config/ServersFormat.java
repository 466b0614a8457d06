// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.config;

import io.gracehub.gateway.config.GatewaySettings.ServerEntry;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Base URLs of servers, separated by commas. */
final class ServersFormat implements Format<List<ServerEntry>> {

    private static final String EXAMPLES = "http://10.0.0.1:9080/chat or dns+http://chat-headless:9080/chat";
    private static final Pattern CONTEXT_ROOT = Pattern.compile("(/[A-Za-z0-9._~!$&'()*+;=:@%-]+)*");
    private static final int HIGHEST_PORT = 65535;

    @Override
    public List<ServerEntry> parse(String value) throws BadValueException {
        List<ServerEntry> entries = new ArrayList<>();
        for (String part : value.split(",", -1)) {
            ServerEntry entry = entry(part.strip());
            if (entries.contains(entry)) {
                throw new BadValueException(part.strip() + " stands there twice");
            }
            entries.add(entry);
        }
        return entries;
    }

    private static ServerEntry entry(String text) throws BadValueException {
        if (text.isEmpty()) {
            throw new BadValueException("there is nothing before or after a comma");
        }
        URI uri = uri(text);
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        boolean dns = scheme.startsWith("dns+");
        boolean tls = scheme.endsWith("https");
        if (!List.of("http", "https", "dns+http", "dns+https").contains(scheme)) {
            throw new BadValueException("'" + text + "' is not a base URL; write it like " + EXAMPLES);
        }
        if (uri.getRawUserInfo() != null || uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw new BadValueException("a base URL has no user, query or fragment");
        }
        String host = host(uri.getHost(), text);
        if (dns && HostFormat.isIpv6(host)) {
            throw new BadValueException("'" + text + "': dns+ needs a name, not an address");
        }
        return new ServerEntry(dns, tls, host, port(uri, tls, text), contextRoot(uri.getRawPath(), text));
    }

    private static URI uri(String text) throws BadValueException {
        try {
            // A scheme may contain '+'; a host name with '_' is no host to java.net.URI, so it is reported below.
            return new URI(text);
        } catch (URISyntaxException notUri) {
            throw new BadValueException("not a base URL; write it like " + EXAMPLES);
        }
    }

    private static String host(@Nullable String host, String text) throws BadValueException {
        if (host == null || host.isEmpty()) {
            throw new BadValueException("'" + text + "' has no usable host; write it like " + EXAMPLES);
        }
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    private static int port(URI uri, boolean tls, String text) throws BadValueException {
        if (uri.getPort() == -1) {
            return tls ? 443 : 80;
        }
        if (uri.getPort() < 1 || uri.getPort() > HIGHEST_PORT) {
            throw new BadValueException("'" + text + "': a port is from 1 to " + HIGHEST_PORT);
        }
        return uri.getPort();
    }

    private static String contextRoot(@Nullable String path, String text) throws BadValueException {
        String root = path == null ? "" : path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        List<String> segments = List.of(root.split("/"));
        if (!CONTEXT_ROOT.matcher(root).matches() || segments.contains("..") || segments.contains(".")) {
            throw new BadValueException("'" + text + "': the context root is like /chat");
        }
        return root;
    }

    @Override
    public String shown(String value) {
        // A URL may carry a password where none is allowed.
        return Format.super.shown(value.replaceAll("//[^/,@]*@", "//(hidden)@"));
    }

    @Override
    public String accepted() {
        return "base URLs with context root, separated by commas: http, https, dns+http or dns+https";
    }
}
