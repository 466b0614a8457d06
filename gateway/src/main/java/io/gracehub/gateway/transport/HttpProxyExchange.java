// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.transport;

import io.gracehub.gateway.server.Router.Route;
import io.gracehub.gateway.server.Server;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One request and its answer, passed through piece by piece.
 *
 * <pre>
 *              connected             head of the answer          both complete
 *  CONNECTING ───────────> SENDING ─────────────────────> ANSWERING ─────────> OVER
 *    ^   │ next server        │ no byte came back on a         │
 *    └───┘                    │ used connection: once more     │ server lost, idle: the client's
 *    ^                        │ else 502; idle: 504, 408       │ connection is cut
 *    └────────────────────────┘                                v
 *                                                             OVER
 * </pre>
 */
final class HttpProxyExchange implements HttpProxyUpstream.User {

    /** What waits for a connection to a server. */
    private static final int MOST_HELD_BYTES = 64 * 1024;

    private final FrontRequest request;
    private final Client client;
    private final HttpProxy proxy;
    private final HttpProxyIdle idle;
    private final Queue<HttpContent> held = new ArrayDeque<>();
    private final Set<Server> tried = new HashSet<>();
    private @Nullable HttpProxyUpstream kept;
    private @Nullable HttpProxyUpstream upstream;
    private State state = State.CONNECTING;
    private int heldBytes;
    private boolean requestComplete;
    private boolean keepAlive;
    private boolean serverKeepsAlive;
    private boolean informing;

    private enum State {
        CONNECTING,
        SENDING,
        ANSWERING,
        OVER
    }

    /** The client's end. */
    interface Client {

        ChannelHandlerContext context();

        boolean mayKeepAlive();

        /** Answers the request, of which nothing has been answered. */
        void refuse(HttpResponseStatus status, String why, FrontRequest request);

        /** The answer is complete; the connection to the server may be used again, if it is given back. */
        void finished(@Nullable HttpProxyUpstream reusable, boolean keepAlive);

        /** The answer will never be complete. */
        void broken();

        /** Reads on if {@link #wantsMore}. */
        void read();
    }

    HttpProxyExchange(FrontRequest request, Client client, HttpProxy proxy, @Nullable HttpProxyUpstream kept) {
        this.request = request;
        this.client = client;
        this.proxy = proxy;
        this.kept = kept;
        this.idle = new HttpProxyIdle(proxy.idleTimeout(), client.context().executor(), this::idled);
    }

    // ---- CONNECTING ----

    void start() {
        state = State.CONNECTING;
        Route route = proxy.router().route(request.target(), tried);
        if (route instanceof Route.To to) {
            connect(to.server());
        } else if (route instanceof Route.Unknown) {
            refuse(HttpResponseStatus.NOT_FOUND, "no application has this path");
        } else {
            refuse(HttpResponseStatus.SERVICE_UNAVAILABLE, "no server is ready");
        }
    }

    private void connect(Server server) {
        HttpProxyUpstream before = kept;
        kept = null;
        if (before != null && serves(before, server)) {
            upstream = before;
            before.take(this);
            connected();
            return;
        }
        if (before != null) {
            before.close();
        }
        upstream = proxy.dialer().dial(server, client.context().channel().eventLoop(), this);
    }

    /** A client stays at its server, as long as that is one that could be chosen. */
    private static boolean serves(HttpProxyUpstream kept, Server chosen) {
        Server server = kept.server();
        return kept.isOpen()
                && server.open()
                && server.address().contextRoot().equals(chosen.address().contextRoot());
    }

    @Override
    public void connected() {
        HttpProxyUpstream server = upstream;
        if (server == null || state != State.CONNECTING) {
            return;
        }
        state = State.SENDING;
        server.read(client.context().channel().isWritable());
        server.write(HttpProxyHeaders.toServer(
                request, client.context().channel(), server.server().address()));
        while (!held.isEmpty()) {
            server.write(held.remove());
        }
        heldBytes = 0;
        server.flush();
        idle.start();
        client.read();
    }

    // ---- the request ----

    /** A piece of the request's body. */
    void body(HttpContent content) {
        HttpContent part = content;
        if (content instanceof LastHttpContent last) {
            requestComplete = true;
            part = withoutTrailers(last);
        }
        idle.touch();
        HttpProxyUpstream server = upstream;
        if (state == State.CONNECTING) {
            held.add(part);
            heldBytes += part.content().readableBytes();
        } else if (server != null && state != State.OVER) {
            server.write(part);
        } else {
            part.release();
        }
    }

    private static LastHttpContent withoutTrailers(LastHttpContent last) {
        return last.trailingHeaders().isEmpty() ? last : new DefaultLastHttpContent(last.content());
    }

    void flushBody() {
        if (upstream != null && state != State.CONNECTING) {
            upstream.flush();
        }
    }

    boolean isRequestComplete() {
        return requestComplete;
    }

    boolean wantsMore() {
        return state == State.CONNECTING
                ? heldBytes < MOST_HELD_BYTES
                : requestComplete || upstream == null || upstream.isWritable();
    }

    @Override
    public void writabilityChanged() {
        client.read();
    }

    // ---- the answer ----

    boolean isAnswering() {
        return state == State.ANSWERING;
    }

    void clientWritable(boolean writable) {
        if (upstream != null && state != State.CONNECTING) {
            upstream.read(writable);
        }
    }

    @Override
    public void received(HttpObject part) {
        idle.touch();
        if (part.decoderResult().isFailure()) {
            ReferenceCountUtil.release(part);
            lost("the server's answer is not well-formed, or longer than allowed");
            return;
        }
        if (part instanceof HttpResponse answer) {
            head(answer);
        }
        if (part instanceof HttpContent content) {
            answerBody(content);
        }
    }

    private void head(HttpResponse answer) {
        if (answer.status().codeClass() == HttpStatusClass.INFORMATIONAL) {
            inform(answer);
            return;
        }
        informing = false;
        state = State.ANSWERING;
        boolean endKnown = HttpProxyHeaders.hasKnownEnd(answer);
        serverKeepsAlive = HttpUtil.isKeepAlive(answer) && endKnown;
        keepAlive = request.keepsAlive()
                && client.mayKeepAlive()
                && requestComplete
                && (!request.isHttp10() || (endKnown && !HttpUtil.isTransferEncodingChunked(answer)));
        client.context().write(HttpProxyHeaders.toClient(answer, request, keepAlive));
    }

    private void inform(HttpResponse answer) {
        if (answer.status().equals(HttpResponseStatus.SWITCHING_PROTOCOLS)) {
            lost("the server switches protocols, and nobody has asked");
            return;
        }
        informing = true;
        if (!request.isHttp10()) {
            client.context().write(HttpProxyHeaders.toClient(answer, request, true));
            client.context().writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT);
        }
    }

    private void answerBody(HttpContent content) {
        if (informing || state != State.ANSWERING) {
            content.release();
            informing = false;
            return;
        }
        boolean last = content instanceof LastHttpContent;
        client.context().write(content);
        if (last) {
            finish();
        }
    }

    private void finish() {
        HttpProxyUpstream server = upstream;
        over();
        client.context().flush();
        boolean reusable = server != null && serverKeepsAlive && requestComplete && keepAlive;
        if (server != null && reusable) {
            server.release();
            server.read(true);
        } else if (server != null) {
            server.close();
        }
        client.finished(reusable ? server : null, keepAlive);
    }

    @Override
    public void receivedAll() {
        client.context().flush();
    }

    // ---- ends ----

    @Override
    public void lost(String why) {
        HttpProxyUpstream server = upstream;
        State before = state;
        if (before == State.OVER || server == null) {
            return;
        }
        upstream = null;
        server.close();
        if (before == State.ANSWERING) {
            over();
            Messages.ANSWER_BROKEN.log(server.server(), why);
            client.broken();
        } else if (before == State.CONNECTING) {
            Messages.NOT_CONNECTED.log(server.server(), why);
            tried.add(server.server());
            start();
        } else if (server.isUsed() && request.isSafe() && requestComplete) {
            idle.stop();
            held.add(LastHttpContent.EMPTY_LAST_CONTENT);
            start();
        } else {
            Messages.NO_ANSWER.log(server.server(), why);
            refuse(HttpResponseStatus.BAD_GATEWAY, "the server gave no answer");
        }
    }

    private void idled() {
        HttpProxyUpstream server = upstream;
        if (state == State.ANSWERING) {
            lost("no byte came or went in time");
        } else if (requestComplete) {
            Messages.NO_ANSWER.log(server == null ? "" : server.server(), "no byte in time");
            refuse(HttpResponseStatus.GATEWAY_TIMEOUT, "the server gave no answer in time");
        } else {
            refuse(HttpResponseStatus.REQUEST_TIMEOUT, "the request did not come in time");
        }
    }

    private void refuse(HttpResponseStatus status, String why) {
        abandon();
        client.refuse(status, why, request);
    }

    /** Ends it without a word to the client. */
    void abandon() {
        HttpProxyUpstream server = upstream;
        over();
        if (server != null) {
            server.close();
        }
        if (kept != null) {
            kept.close();
            kept = null;
        }
    }

    private void over() {
        state = State.OVER;
        upstream = null;
        idle.stop();
        held.forEach(HttpContent::release);
        held.clear();
    }
}
