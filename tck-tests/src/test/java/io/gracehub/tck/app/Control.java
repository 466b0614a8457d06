// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.app;

import io.gracehub.GracefulShutdown;
import io.gracehub.ShutdownReport;
import io.gracehub.ShutdownReport.HookRun;
import io.gracehub.ShutdownStatus;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Collectors;

/** The shutdown, from the application's own code. */
@WebServlet("/control/*")
public class Control extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Inject
    transient GracefulShutdown shutdown;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        ShutdownStatus status = shutdown.status();
        boolean left = "/left".equals(request.getPathInfo());
        response.getWriter()
                .print(
                        left
                                ? status.deadline()
                                        .map(deadline -> Duration.between(Instant.now(), deadline)
                                                .toSeconds())
                                        .orElse(-1L)
                                : status.stage());
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if ("/drain".equals(request.getPathInfo())) {
            shutdown.drain().thenAccept(report -> Trace.write(line(report)));
        } else {
            resume(response);
        }
    }

    private void resume(HttpServletResponse response) throws IOException {
        try {
            shutdown.resume();
        } catch (IllegalStateException e) {
            response.setStatus(HttpServletResponse.SC_CONFLICT);
            response.getWriter().print(e.getMessage());
        }
    }

    private static String line(ShutdownReport report) {
        String hooks = report.hooks().stream()
                .map(HookRun::hook)
                .map(hook -> hook.replaceAll("\\(.*\\)", ""))
                .map(hook -> hook.substring(Math.max(hook.lastIndexOf('.'), hook.lastIndexOf('#')) + 1))
                .collect(Collectors.joining(","));
        return "report %s connections=%d left=%d closed=%d hooks=%s"
                .formatted(report.outcome(), report.connections(), report.left(), report.closed(), hooks);
    }
}
