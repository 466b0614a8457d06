// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.hub;

import io.gracehub.Hub;
import jakarta.websocket.OnMessage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;

/** Texts as streams. */
@Hub("/reader")
public class ReaderHub {

    @OnMessage
    public String read(Reader reader) throws IOException {
        try (BufferedReader lines = new BufferedReader(reader)) {
            return "read " + lines.readLine();
        }
    }
}
