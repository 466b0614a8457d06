// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.health;

import io.gracehub.ShutdownReport.HookRun;
import io.gracehub.ShutdownStatus;
import io.gracehub.Stage;
import io.gracehub.application.Application;
import io.gracehub.operator.JsonText;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a readiness probe is answered.
 *
 * @param up while the server is RUNNING; not from the stage OFFLINE on: the orchestrator then routes nobody here
 * @param data flat: texts and whole numbers
 */
public record ReadinessData(boolean up, Map<String, Object> data) {

    static final String CHECK = "gracehub";

    /** Answers a probe of now; that it was told DOWN is the proof that the stage OFFLINE waits for. */
    public static ReadinessData answer(Application asked) {
        ShutdownStatus status = asked.shutdown().status();
        boolean up = status.stage() == Stage.RUNNING;
        if (!up) {
            asked.answeredDown();
        }
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("stage", status.stage().name());
        data.put("connections", status.connections());
        data.put("closed", status.closed());
        data.put("migrated", status.migrated());
        data.put("failed", status.failed());
        data.put("hooks", status.hooks().stream().map(ReadinessData::text).collect(Collectors.joining(", ")));
        data.put("deadline", status.deadline().map(ReadinessData::text).orElse("none"));
        return new ReadinessData(up, data);
    }

    /** Returns the body that MicroProfile Health (4.0, section 6) gives an answer with this one check. */
    public String json() {
        String status = up ? "UP" : "DOWN";
        Map<String, Object> check = new LinkedHashMap<>();
        check.put("name", CHECK);
        check.put("status", status);
        check.put("data", data);
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("status", status);
        all.put("checks", List.of(check));
        return JsonText.of(all);
    }

    private static String text(HookRun run) {
        return run.hook() + " " + run.duration().toMillis() + " ms"
                + (run.failure().isPresent() ? " failed" : "");
    }

    private static String text(Instant deadline) {
        return deadline.truncatedTo(ChronoUnit.MILLIS).toString();
    }
}
