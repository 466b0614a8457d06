// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.servlet;

import static java.nio.charset.StandardCharsets.US_ASCII;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Answers a request with JSON that is of this moment. */
final class JsonAnswer {

    private JsonAnswer() {}

    static void send(HttpServletResponse response, int status, String json) throws IOException {
        byte[] body = json.getBytes(US_ASCII);
        response.setStatus(status);
        response.setHeader("Cache-Control", "no-store");
        response.setContentType("application/json");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
        response.flushBuffer();
    }
}
