// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.app;

import io.gracehub.Hub;
import jakarta.websocket.OnMessage;
import jakarta.websocket.server.ServerEndpointConfig;

/** Takes clients of one origin only, and numbers only. */
@Hub(value = "/guarded", configurator = GuardedHub.OwnPages.class)
public class GuardedHub {

    /** Knows its own pages. */
    public static final class OwnPages extends ServerEndpointConfig.Configurator {

        @Override
        public boolean checkOrigin(String origin) {
            return "https://chat.example".equals(origin);
        }
    }

    @OnMessage
    public long twice(int number) {
        return 2L * number;
    }
}
