// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.app;

import io.gracehub.HubContext;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/** Sends to the chat's clients from an HTTP request. */
@WebServlet("/push")
public class Push extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Inject
    transient HubContext<ChatHub> hub;

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) {
        hub.clients().send("pushed");
    }
}
