// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.transport;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import java.util.List;
import java.util.Locale;

/**
 * A client's request, checked: nothing in it can be read in two ways.
 *
 * @param head the request as it came, its target in origin form
 */
record FrontRequest(HttpRequest head) {

    /** What makes a request unacceptable, in words for the client. */
    static final class Unacceptable extends Exception {

        private static final long serialVersionUID = 1;

        Unacceptable(String why) {
            super(why);
        }
    }

    /**
     * Checks a request, and brings its target into origin form.
     *
     * @throws Unacceptable if it is to be answered with 400
     */
    static FrontRequest of(HttpRequest head) throws Unacceptable {
        if (!head.protocolVersion().equals(HttpVersion.HTTP_1_1)
                && !head.protocolVersion().equals(HttpVersion.HTTP_1_0)) {
            throw new Unacceptable("neither HTTP/1.1 nor HTTP/1.0");
        }
        if (head.method().equals(HttpMethod.CONNECT)) {
            throw new Unacceptable("there are no tunnels here"); // whose answer has no body, whatever its headers say
        }
        checkFraming(head);
        checkHost(head);
        head.setUri(FrontTarget.originForm(head.uri(), head.headers().get(HttpHeaderNames.HOST, "")));
        return new FrontRequest(head);
    }

    private static void checkFraming(HttpRequest head) throws Unacceptable {
        List<String> codings = head.headers().getAll(HttpHeaderNames.TRANSFER_ENCODING);
        if (!codings.isEmpty()) {
            boolean chunked = codings.size() == 1 && codings.get(0).equalsIgnoreCase("chunked");
            if (!chunked || head.protocolVersion().equals(HttpVersion.HTTP_1_0)) {
                throw new Unacceptable("the only Transfer-Encoding is chunked, in HTTP/1.1");
            }
            if (head.headers().contains(HttpHeaderNames.CONTENT_LENGTH)) {
                throw new Unacceptable("both Content-Length and Transfer-Encoding");
            }
        }
        for (String name : head.headers().getAll(HttpHeaderNames.CONNECTION)) {
            String names = name.toLowerCase(Locale.ROOT);
            if (names.contains("content-length") || names.contains("transfer-encoding") || names.contains("host")) {
                throw new Unacceptable("Connection names a header that is not its own");
            }
        }
    }

    private static void checkHost(HttpRequest head) throws Unacceptable {
        List<String> hosts = head.headers().getAll(HttpHeaderNames.HOST);
        if (hosts.size() > 1 || (hosts.isEmpty() && head.protocolVersion().equals(HttpVersion.HTTP_1_1))) {
            throw new Unacceptable("exactly one Host is needed");
        }
        if (!hosts.isEmpty() && !FrontTarget.isAuthority(hosts.get(0))) {
            throw new Unacceptable("Host is not a host");
        }
    }

    /** The path, with the query. */
    String target() {
        return head.uri();
    }

    boolean isWebSocketUpgrade() {
        return head.method().equals(HttpMethod.GET)
                && head.protocolVersion().equals(HttpVersion.HTTP_1_1)
                && head.headers().containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE, true)
                && head.headers().containsValue(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true);
    }

    boolean hasBody() {
        return HttpUtil.isTransferEncodingChunked(head) || HttpUtil.getContentLength(head, 0L) > 0;
    }

    /** Whether sending it twice does no more than sending it once, and changes nothing. */
    boolean isSafe() {
        return !hasBody()
                && (head.method().equals(HttpMethod.GET)
                        || head.method().equals(HttpMethod.HEAD)
                        || head.method().equals(HttpMethod.OPTIONS));
    }

    boolean isHttp10() {
        return head.protocolVersion().equals(HttpVersion.HTTP_1_0);
    }

    boolean keepsAlive() {
        return HttpUtil.isKeepAlive(head);
    }
}
