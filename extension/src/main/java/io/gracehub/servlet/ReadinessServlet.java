// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.servlet;

import io.gracehub.application.Application;
import io.gracehub.health.ReadinessData;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The readiness probe of an application with hubs, where the server has no MicroProfile Health. */
final class ReadinessServlet extends HttpServlet {

    static final String PATH = "/gracehub/ready";

    private static final long serialVersionUID = 1L;

    private transient volatile @Nullable Application application;

    void use(Application application) {
        this.application = application;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Application known = application;
        if (known == null || known.served().isEmpty()) {
            response.setStatus(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        ReadinessData answer = ReadinessData.answer(known);
        int status = answer.up() ? HttpServletResponse.SC_OK : HttpServletResponse.SC_SERVICE_UNAVAILABLE;
        JsonAnswer.send(response, status, answer.json());
    }
}
