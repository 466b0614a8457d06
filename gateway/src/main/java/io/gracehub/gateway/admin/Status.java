// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.admin;

import io.gracehub.gateway.migration.DrainRecord;
import io.gracehub.gateway.migration.Migrations;
import io.gracehub.gateway.migration.Rebalancing;
import io.gracehub.gateway.server.Server;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** What the gateway and its servers are doing, as JSON. Lives on the control loop. */
public final class Status {

    private final Gauges gauges;
    private final Migrations migrations;
    private final Rebalancing rebalancing;
    private final boolean control;
    private final Pauses pauses = new Pauses();

    /** @param control whether there is a token, so that operators can act */
    public Status(Gauges gauges, Migrations migrations, Rebalancing rebalancing, boolean control) {
        this.gauges = gauges;
        this.migrations = migrations;
        this.rebalancing = rebalancing;
        this.control = control;
        migrations.listen(pauses);
    }

    JsonObjectBuilder json() {
        JsonArrayBuilder servers = Json.createArrayBuilder();
        gauges.servers().all().forEach(server -> servers.add(json(server)));
        return Json.createObjectBuilder()
                .add("gateway", gateway())
                .add("servers", servers)
                .add("pauses", pauses.json());
    }

    private JsonObjectBuilder gateway() {
        String idle = rebalancing.byItself() ? "on" : "off";
        return Json.createObjectBuilder()
                .add("draining", gauges.draining())
                .add("connections", gauges.connections().count())
                .add("moving", migrations.running())
                .add("waiting", migrations.waiting())
                .add("control", control)
                .add("rebalance", rebalancing.running() ? "running" : idle);
    }

    private JsonObjectBuilder json(Server server) {
        return Json.createObjectBuilder()
                .add("address", server.address().toString())
                .add("name", server.name())
                .add("revision", server.revision())
                .add("state", Health.text(server.state()))
                .add("cordoned", server.cordoned())
                .add("linked", server.identity().isPresent())
                .add("movable", server.movable())
                .add("connections", server.connections())
                .add("moving", migrations.running(server))
                .add("waiting", migrations.waiting(server))
                .add("drain", migrations.drain(server).map(Status::json).orElse(JsonValue.NULL));
    }

    private static JsonValue json(DrainRecord drain) {
        return Json.createObjectBuilder()
                .add("by", drain.by().name().toLowerCase(Locale.ROOT))
                .add("running", drain.running())
                .add("began", drain.began().toString())
                .add("ended", text(drain.ended()))
                .add("moved", drain.moved())
                .add("stayed", drain.stayed())
                .add("closed", drain.closed())
                .add("left", drain.left())
                .build();
    }

    private static JsonValue text(Optional<Instant> instant) {
        return instant.<JsonValue>map(known -> Json.createValue(known.toString()))
                .orElse(JsonValue.NULL);
    }
}
