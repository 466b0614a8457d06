// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.link;

import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.spi.JsonProvider;
import java.util.Base64;
import java.util.List;

/** The JSON form of one message. */
final class Writing {

    private final JsonProvider json;
    private final JsonObjectBuilder object;

    Writing(JsonProvider json, LinkMessage message) {
        this.json = json;
        this.object = json.createObjectBuilder().add("type", message.type());
        if (message instanceof LinkMessage.AboutConnection about) {
            object.add("connection", about.connection());
        }
        write(message);
    }

    JsonObject object() {
        return object.build();
    }

    private void write(LinkMessage message) {
        if (message instanceof LinkMessage.Hello hello) {
            object.add("server", hello.server()).add("revision", hello.revision());
            strings("hubs", hello.hubs());
            object.add("token", hello.token()).add("stage", hello.stage()).add("level", hello.level());
        } else if (message instanceof LinkMessage.Fin fin) {
            object.add("mode", fin.mode()).add("deadline", fin.deadline().toMillis());
        } else if (message instanceof LinkMessage.Migrate migrate && migrate.connections() != null) {
            strings("connections", migrate.connections());
        } else if (message instanceof LinkMessage.AboutConnection about) {
            writeMore(about);
        }
    }

    private void writeMore(LinkMessage.AboutConnection message) {
        if (message instanceof LinkMessage.Leave leave) {
            object.add("to", leave.to()).add("messages", leave.messages());
        } else if (message instanceof LinkMessage.Left left) {
            object.add("state", left.state());
        } else if (message instanceof LinkMessage.State state) {
            object.add("state", state.state());
        } else if (message instanceof LinkMessage.Relay relay) {
            payload(relay.payload());
        } else if (message instanceof LinkMessage.Expect expect) {
            object.add("from", expect.from()).add("to", expect.to());
            object.add("state", expect.state()).add("lost", expect.lost());
        } else if (message instanceof LinkMessage.Stay stay) {
            object.add("reason", stay.reason());
        }
    }

    private void payload(LinkMessage.Payload payload) {
        if (payload instanceof LinkMessage.Payload.Text text) {
            object.add("text", text.text());
        } else if (payload instanceof LinkMessage.Payload.Binary binary) {
            object.add("binary", Base64.getEncoder().encodeToString(binary.bytes()));
        }
    }

    private void strings(String name, List<String> values) {
        object.add(name, json.createArrayBuilder(values));
    }
}
