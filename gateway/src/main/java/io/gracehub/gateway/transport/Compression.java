// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.transport;

import io.netty.channel.ChannelHandler;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameEncoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketExtensionData;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketExtensionUtil;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketServerExtension;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketServerExtensionHandshaker;
import io.netty.handler.codec.http.websocketx.extensions.compression.PerMessageDeflateServerExtensionHandshaker;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * {@code permessage-deflate} (RFC 7692) with one client, ended here: servers never see it, as its window cannot move
 * from one to another. The relay behind it stays as it is:
 *
 * <pre>
 *   channel &lt;-&gt; frame codecs -&gt; CompressionFragments -&gt; deflate codecs &lt;-&gt; CompressionBridge &lt;-&gt; RelayClient
 *        bytes           frames                                     plain frames        bytes, as without compression
 * </pre>
 */
final class Compression {

    private static final int LEVEL = 6;
    private static final int WINDOW = 15;

    private final WebSocketServerExtension extension;
    private final int maxFrame;

    private Compression(WebSocketServerExtension extension, int maxFrame) {
        this.extension = extension;
        this.maxFrame = maxFrame;
    }

    /** What comes of a client's offer, if it has made one that can be taken. */
    static Optional<Compression> of(HttpHeaders request, RelayBounds bounds) {
        int maxFrame = (int) Math.min(bounds.maxFrame(), RelayBounds.INFLATED);
        PerMessageDeflateServerExtensionHandshaker handshaker =
                new PerMessageDeflateServerExtensionHandshaker(LEVEL, false, WINDOW, true, false, maxFrame);
        for (String header : request.getAll(HttpHeaderNames.SEC_WEBSOCKET_EXTENSIONS)) {
            for (WebSocketExtensionData offer : offers(header)) {
                WebSocketServerExtension taken = taken(handshaker, offer);
                if (taken != null) {
                    return Optional.of(new Compression(taken, maxFrame));
                }
            }
        }
        return Optional.empty();
    }

    private static @Nullable WebSocketServerExtension taken(
            WebSocketServerExtensionHandshaker handshaker, WebSocketExtensionData offer) {
        try {
            return handshaker.handshakeExtension(offer);
        } catch (NumberFormatException noNumber) {
            return null; // RFC 7692, section 7.1: an offer with a bad value is declined
        }
    }

    private static List<WebSocketExtensionData> offers(String header) {
        try {
            return WebSocketExtensionUtil.extractExtensions(header);
        } catch (IndexOutOfBoundsException nameless) {
            return List.of(); // ";" names no extension, and the codec takes every element to have a name
        }
    }

    /** The header line of the answer, with its line end. */
    String headerLine() {
        WebSocketExtensionData data = extension.newReponseData();
        String parameters = data.parameters().entrySet().stream()
                .map(each -> "; " + each.getKey() + (each.getValue() == null ? "" : "=" + each.getValue()))
                .collect(Collectors.joining());
        return "Sec-WebSocket-Extensions: " + data.name() + parameters + "\r\n";
    }

    /** What stands between the channel and this relay, in this order. */
    ChannelHandler[] handlers(RelayClient client) {
        WebSocketDecoderConfig config = WebSocketDecoderConfig.newBuilder()
                .expectMaskedFrames(true)
                .allowExtensions(true)
                .maxFramePayloadLength(maxFrame)
                .closeOnProtocolViolation(false)
                .withUTF8Validator(false)
                .build();
        return new ChannelHandler[] {
            new WebSocket13FrameDecoder(config),
            new WebSocket13FrameEncoder(false),
            new CompressionFragments(),
            extension.newExtensionDecoder(),
            extension.newExtensionEncoder(),
            new CompressionBridge(client)
        };
    }
}
