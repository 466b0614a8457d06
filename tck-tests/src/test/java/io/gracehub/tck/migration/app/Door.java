// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.migration.app;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Refuses handshakes while it is shut: {@code POST <context>/door/shut}, {@code /door/open}. */
@WebFilter("/*")
public class Door extends HttpFilter {

    private static final long serialVersionUID = 1L;

    private volatile boolean shut;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String path = request.getServletPath() + (request.getPathInfo() == null ? "" : request.getPathInfo());
        if (path.startsWith("/door/")) {
            shut = path.equals("/door/shut");
        } else if (shut && request.getHeader("Sec-WebSocket-Key") != null && !path.equals("/gracehub/link")) {
            response.sendError(HttpServletResponse.SC_FORBIDDEN, "the door is shut");
        } else {
            chain.doFilter(request, response);
        }
    }
}
