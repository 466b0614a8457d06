// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.hub;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What hubs tell that their clients cannot see. */
@WebServlet("/journal")
public class Journal extends HttpServlet {

    private static final long serialVersionUID = 1L;
    private static final List<String> LINES = new CopyOnWriteArrayList<>();

    static void write(String line) {
        LINES.add(line);
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        for (String line : LINES) {
            response.getWriter().println(line);
        }
    }
}
