// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.servlet;

import io.gracehub.application.Application;
import io.gracehub.link.LinkProtocol;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Answers handshakes for hubs with 503 and {@code Retry-After} (RFC 9110, sections 15.6.4 and 10.2.3) once the server is
 * known to be offline, so that a client that reconnects does not land on the dying server. Keeps everybody but gateways
 * from the endpoint of the links.
 */
final class RefusingFilter implements Filter {

    private volatile @Nullable Application application;

    void use(Application application) {
        this.application = application;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Application known = application;
        if (known != null && asksForLink(request)) {
            link(known, (HttpServletRequest) request, (HttpServletResponse) response, chain);
        } else if (known != null && known.refusing() && refuses(known, request)) {
            refuse((HttpServletResponse) response, known.settings().shutdown().retryAfter());
        } else {
            chain.doFilter(request, response);
        }
    }

    private static boolean asksForLink(ServletRequest request) {
        return request instanceof HttpServletRequest http && LinkProtocol.PATH.equals(path(http));
    }

    /** A gateway is let in at any stage; whoever does not know the secret learns nothing. */
    private static void link(
            Application application, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        switch (application.gateways().access(request.getHeader("Authorization"))) {
            case GRANTED -> chain.doFilter(request, response);
            case ABSENT -> response.setStatus(HttpServletResponse.SC_NOT_FOUND);
            case DENIED -> {
                response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
                response.setHeader("WWW-Authenticate", "Bearer"); // RFC 9110, section 11.6.1
            }
        }
    }

    private static boolean refuses(Application application, ServletRequest request) {
        return request instanceof HttpServletRequest http
                && "websocket".equalsIgnoreCase(http.getHeader("Upgrade"))
                && application.refuses(path(http));
    }

    private static String path(HttpServletRequest request) {
        String below = request.getPathInfo();
        return request.getServletPath() + (below == null ? "" : below);
    }

    /** The header counts whole seconds: rounded up, nobody comes too early. */
    private static void refuse(HttpServletResponse response, Duration retryAfter) {
        response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        response.setHeader("Retry-After", Long.toString((retryAfter.toMillis() + 999) / 1000));
        response.setHeader("Connection", "close");
    }
}
