// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.hub;

import io.gracehub.Hub;
import io.gracehub.HubConnection;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.Dependent;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;

/** One instance per connection. */
@Dependent
@Hub("/own")
public class OwnHub {

    private int count;
    private String id = "";

    @PostConstruct
    void made() {
        Journal.write("own made");
    }

    @OnOpen
    public void opened(Session session) {
        id = HubConnection.of(session).id();
        Journal.write("own opened " + id);
    }

    @OnMessage
    public String said(String text) {
        return text.equals("id") ? id : Integer.toString(++count);
    }

    @OnClose
    public void closed() {
        Journal.write("own closed " + id);
    }

    @PreDestroy
    void destroyed() {
        Journal.write("own destroyed " + id);
    }
}
