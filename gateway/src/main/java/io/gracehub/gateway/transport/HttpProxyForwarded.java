// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.transport;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.ssl.SslHandler;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Tells a server who the client is and how it came: RFC 7239 and its forerunners. A list grows at its end, so what a
 * proxy in front has said stays; what the client came over is said only where nobody in front has. Where there is no
 * proxy in front, all that is {@linkplain #forget forgotten} first.
 */
final class HttpProxyForwarded {

    private static final AtomicBoolean TOLD = new AtomicBoolean();
    private static final String FORWARDED = "Forwarded";
    private static final String FOR = "X-Forwarded-For";
    private static final String PROTO = "X-Forwarded-Proto";
    private static final String HOST = "X-Forwarded-Host";

    private HttpProxyForwarded() {}

    static void add(HttpHeaders headers, Channel client) {
        String address = address(client);
        String proto = client.pipeline().get(SslHandler.class) == null ? "http" : "https";
        String host = headers.get(HttpHeaderNames.HOST, "");
        append(
                headers,
                FORWARDED,
                "for=" + node(address) + (host.isEmpty() ? "" : ";host=\"" + host + "\"") + ";proto=" + proto);
        append(headers, FOR, address);
        if (!headers.contains(PROTO)) {
            headers.set(PROTO, proto);
        }
        if (!headers.contains(HOST) && !host.isEmpty()) {
            headers.set(HOST, host);
        }
    }

    /** Removes what only a proxy may say of a client; some servers take _ for -, and Open Liberty has its own. */
    static void forget(HttpHeaders headers) {
        for (String name : headers.names()) {
            String plain = name.toLowerCase(Locale.ROOT).replace('_', '-');
            if (plain.equals("forwarded")
                    || plain.equals("x-real-ip")
                    || plain.startsWith("x-forwarded-")
                    || plain.startsWith("$ws")) {
                headers.remove(name);
                if (TOLD.compareAndSet(false, true)) {
                    Messages.FORWARDED_DROPPED.log(plain);
                }
            }
        }
    }

    private static void append(HttpHeaders headers, String name, String value) {
        List<String> before = headers.getAll(name);
        headers.set(name, Stream.concat(before.stream(), Stream.of(value)).collect(Collectors.joining(", ")));
    }

    private static String address(Channel client) {
        if (client.remoteAddress() instanceof InetSocketAddress remote && remote.getAddress() != null) {
            InetAddress address = remote.getAddress();
            String text = address.getHostAddress();
            int zone = text.indexOf('%');
            return address instanceof Inet6Address && zone >= 0 ? text.substring(0, zone) : text;
        }
        return "unknown";
    }

    private static String node(String address) {
        return address.contains(":") ? "\"[" + address + "]\"" : address;
    }
}
