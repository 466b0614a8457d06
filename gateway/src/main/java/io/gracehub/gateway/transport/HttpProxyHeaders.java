// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.transport;

import io.gracehub.gateway.server.ServerAddress;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Headers as they pass: without those that concern one hop, and with what a server has to know about the client. */
final class HttpProxyHeaders {

    /** RFC 9110, section 7.6.1, and the old ones; Transfer-Encoding is set anew where it is needed. */
    private static final List<String> OF_ONE_HOP = List.of(
            "connection",
            "keep-alive",
            "proxy-connection",
            "proxy-authenticate",
            "proxy-authorization",
            "te",
            "trailer",
            "upgrade");

    /** What tells whom a message is for and where it ends concerns all, whatever Connection says of it. */
    private static final Set<String> OF_ALL = Set.of("host", "content-length", "transfer-encoding");

    private HttpProxyHeaders() {}

    /** Returns the request as a server gets it; where HTTP/1.0 has needed no Host, HTTP/1.1 does. */
    static HttpRequest toServer(FrontRequest request, Channel client, ServerAddress server) {
        HttpRequest head = request.head();
        HttpHeaders headers = head.headers().copy();
        withoutHop(headers);
        withoutOurs(headers);
        HttpProxyForwarded.add(headers, client);
        if (!headers.contains(HttpHeaderNames.HOST)) {
            headers.set(HttpHeaderNames.HOST, server.authority());
        }
        return new DefaultHttpRequest(HttpVersion.HTTP_1_1, head.method(), head.uri(), headers);
    }

    /**
     * Returns the answer as the client gets it.
     *
     * @param keepAlive whether the client's connection stays
     */
    static HttpResponse toClient(HttpResponse answer, FrontRequest request, boolean keepAlive) {
        HttpHeaders headers = answer.headers().copy();
        withoutHop(headers);
        HttpResponse passed = new DefaultHttpResponse(HttpVersion.HTTP_1_1, answer.status(), headers);
        if (answer.status().codeClass() == HttpStatusClass.INFORMATIONAL) {
            return passed;
        }
        if (request.isHttp10()) {
            headers.remove(HttpHeaderNames.TRANSFER_ENCODING); // its end is then the end of the connection
        } else if (!hasKnownEnd(answer)) {
            HttpUtil.setTransferEncodingChunked(passed, true);
        }
        if (!keepAlive) {
            headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        } else if (request.isHttp10()) {
            headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.KEEP_ALIVE);
        }
        return passed;
    }

    /** Whether the client can tell where the answer ends without the end of the connection. */
    static boolean hasKnownEnd(HttpResponse answer) {
        int status = answer.status().code();
        return HttpUtil.isTransferEncodingChunked(answer)
                || HttpUtil.isContentLengthSet(answer)
                || status == 204
                || status == 304;
    }

    /** Removes the headers that concern one hop only, and those that Connection names. */
    static void withoutHop(HttpHeaders headers) {
        for (String value : headers.getAll(HttpHeaderNames.CONNECTION)) {
            for (String part : value.split(",", -1)) {
                String name = part.strip().toLowerCase(Locale.ROOT);
                if (!name.isEmpty() && !OF_ALL.contains(name)) {
                    headers.remove(name);
                }
            }
        }
        OF_ONE_HOP.forEach(headers::remove);
    }

    /** Removes what only a gateway may say to a server; some servers take _ for -. */
    static void withoutOurs(HttpHeaders headers) {
        for (String name : headers.names()) {
            String lower = name.toLowerCase(Locale.ROOT);
            if (lower.startsWith("gracehub-") || lower.startsWith("gracehub_")) {
                headers.remove(name);
            }
        }
    }
}
