// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.health;

import io.gracehub.ShutdownReport.HookRun;
import io.gracehub.ShutdownStatus;
import io.gracehub.Stage;
import io.gracehub.application.Application;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** UP while the server is RUNNING, DOWN from the stage OFFLINE on: the orchestrator then routes nobody here. */
@Readiness // said again where the bean is made; Payara reads it here
final class ReadinessCheck implements HealthCheck {

    private final Supplier<Application> application;

    ReadinessCheck(Supplier<Application> application) {
        this.application = application;
    }

    @Override
    public HealthCheckResponse call() {
        Application asked = application.get();
        ShutdownStatus status = asked.shutdown().status();
        boolean up = status.stage() == Stage.RUNNING;
        if (!up) {
            asked.answeredDown();
        }
        return HealthCheckResponse.named("gracehub")
                .status(up)
                .withData("stage", status.stage().name())
                .withData("connections", status.connections())
                .withData("closed", status.closed())
                .withData("migrated", status.migrated())
                .withData("failed", status.failed())
                .withData(
                        "hooks",
                        status.hooks().stream().map(ReadinessCheck::text).collect(Collectors.joining(", ")))
                .withData(
                        "deadline", status.deadline().map(ReadinessCheck::text).orElse("none"))
                .build();
    }

    /** Data are flat. */
    private static String text(HookRun run) {
        return run.hook() + " " + run.duration().toMillis() + " ms"
                + (run.failure().isPresent() ? " failed" : "");
    }

    private static String text(Instant deadline) {
        return deadline.truncatedTo(ChronoUnit.MILLIS).toString();
    }
}
