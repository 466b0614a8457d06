// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.app;

import io.gracehub.HubConnection;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Sends to the connections that {@link MovingHub} has ever had. */
@WebServlet("/late")
public class Late extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) {
        for (HubConnection connection : MovingHub.OPENED.values()) {
            send(connection, "late");
            send(connection, ByteBuffer.wrap("bytes".getBytes(StandardCharsets.UTF_8)));
        }
    }

    private static void send(HubConnection connection, Object message) {
        connection.send(message).thenAccept(delivery -> Trace.write("late reached " + delivery.reached()));
    }
}
