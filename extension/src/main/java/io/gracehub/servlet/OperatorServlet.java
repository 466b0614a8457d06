// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.servlet;

import io.gracehub.application.Application;
import io.gracehub.operator.Operator;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The operator endpoint: {@code drain}, {@code resume} and {@code status} below {@code <context>/gracehub}. */
final class OperatorServlet extends HttpServlet {

    static final String DRAIN = "/gracehub/drain";
    static final String RESUME = "/gracehub/resume";
    static final String STATUS = "/gracehub/status";

    private static final long serialVersionUID = 1L;

    private transient volatile @Nullable Application application;

    void use(Application application) {
        this.application = application;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Application known = application;
        if (known == null || !known.operator().listens()) {
            response.setStatus(HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        Operator operator = known.operator();
        if (!operator.admits(request.getHeader("Authorization"))) {
            response.setHeader("WWW-Authenticate", "Bearer"); // RFC 9110, section 11.6.1
            JsonAnswer.send(
                    response,
                    HttpServletResponse.SC_UNAUTHORIZED,
                    Operator.error("the bearer token is missing or wrong"));
        } else if (allowed(request, response)) {
            switch (request.getServletPath()) {
                case DRAIN -> drain(known, operator, request, response);
                case RESUME -> resume(operator, response);
                default -> JsonAnswer.send(response, HttpServletResponse.SC_OK, operator.status());
            }
        }
    }

    private static boolean allowed(HttpServletRequest request, HttpServletResponse response) throws IOException {
        boolean reads = STATUS.equals(request.getServletPath());
        String method = request.getMethod();
        if (reads ? "GET".equals(method) || "HEAD".equals(method) : "POST".equals(method)) {
            return true;
        }
        response.setHeader("Allow", reads ? "GET, HEAD" : "POST");
        JsonAnswer.send(
                response, HttpServletResponse.SC_METHOD_NOT_ALLOWED, Operator.error("use " + (reads ? "GET" : "POST")));
        return false;
    }

    private static void drain(
            Application application, Operator operator, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        String query = request.getQueryString();
        if (query == null || query.isEmpty()) {
            operator.drain();
            JsonAnswer.send(response, HttpServletResponse.SC_ACCEPTED, operator.status());
        } else if (query.equals("wait") || query.equals("wait=") || query.equals("wait=true")) {
            drainAndWait(application, operator, request, response);
        } else {
            JsonAnswer.send(
                    response,
                    HttpServletResponse.SC_BAD_REQUEST,
                    Operator.error("the query is '" + query + "', but only 'wait' is accepted"));
        }
    }

    /** Answers on a thread of the library's: neither the drain nor a thread of the container waits for this client. */
    private static void drainAndWait(
            Application application, Operator operator, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (!request.isAsyncSupported()) { // a filter of the application does not support it: bounded all the same
            ended(response, operator.ended().join());
            return;
        }
        AsyncContext waiting = request.startAsync();
        waiting.setTimeout(0); // the waiting has its own bound
        CompletableFuture<Void> answered =
                operator.ended().thenAcceptAsync(report -> endedAsync(waiting, response, report), application.tasks());
        answered.exceptionally(
                refused -> { // the library's threads have ended with the application
                    waiting.complete();
                    return null;
                });
    }

    private static void endedAsync(AsyncContext waiting, HttpServletResponse response, String report) {
        try {
            ended(response, report);
        } catch (IOException gone) {
            // the client has left: the drain went on without it
        } finally {
            waiting.complete();
        }
    }

    private static void ended(HttpServletResponse response, String report) throws IOException {
        if (report.isEmpty()) {
            JsonAnswer.send(response, HttpServletResponse.SC_GATEWAY_TIMEOUT, Operator.error("the drain is overdue"));
        } else {
            JsonAnswer.send(response, HttpServletResponse.SC_OK, report);
        }
    }

    private static void resume(Operator operator, HttpServletResponse response) throws IOException {
        try {
            operator.resume();
            JsonAnswer.send(response, HttpServletResponse.SC_OK, operator.status());
        } catch (IllegalStateException refusal) {
            JsonAnswer.send(
                    response, HttpServletResponse.SC_CONFLICT, Operator.error(String.valueOf(refusal.getMessage())));
        }
    }
}
