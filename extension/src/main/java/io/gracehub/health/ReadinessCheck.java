// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.health;

import io.gracehub.application.Application;
import java.util.function.Supplier;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** The check of MicroProfile Health; loaded only where the server has that. */
@Readiness // said again where the bean is made; Payara reads it here
final class ReadinessCheck implements HealthCheck {

    private final Supplier<Application> application;

    ReadinessCheck(Supplier<Application> application) {
        this.application = application;
    }

    @Override
    public HealthCheckResponse call() {
        ReadinessData answer = ReadinessData.answer(application.get());
        HealthCheckResponseBuilder response =
                HealthCheckResponse.named(ReadinessData.CHECK).status(answer.up());
        answer.data().forEach((name, value) -> {
            if (value instanceof Integer number) {
                response.withData(name, number);
            } else {
                response.withData(name, value.toString());
            }
        });
        return response.build();
    }
}
