// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateways;

import static org.assertj.core.api.Assertions.assertThat;

import io.gracehub.GracefulShutdownMode;
import io.gracehub.Stage;
import io.gracehub.config.MigrationLevel;
import io.gracehub.config.Secret;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpointConfig;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class GatewaysTest {

    private final List<String> registered = new ArrayList<>();

    @Test
    void access_withoutASecret_isAbsent_andNothingIsRegistered() throws Exception {
        Gateways gateways = gateways(Optional.empty());

        assertThat(gateways.access("Bearer s3cret")).isEqualTo(Access.ABSENT);
        assertThat(registered).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer s3cret", "bearer s3cret", "BEARER  s3cret "})
    void access_withTheSecret_isGranted(String authorization) throws Exception {
        assertThat(gateways(Optional.of(new Secret("s3cret"))).access(authorization))
                .isEqualTo(Access.GRANTED);
        assertThat(registered).containsExactly("/gracehub/link");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "s3cret", "Bearer", "Bearer ", "Bearer s3cre", "Bearer s3crett", "Basic s3cret"})
    void access_withAnythingElse_isDenied(@Nullable String authorization) throws Exception {
        assertThat(gateways(Optional.of(new Secret("s3cret"))).access(authorization))
                .isEqualTo(Access.DENIED);
    }

    @Test
    void carrier_withoutALiveToken_isNone() throws Exception {
        assertThat(gateways(Optional.of(new Secret("s3cret"))).carrier("/chat", "c", "forged"))
                .isNull();
    }

    private Gateways gateways(Optional<Secret> secret) throws Exception {
        Gateways gateways = new Gateways(
                new LinkSettings(
                        "alpha",
                        "",
                        MigrationLevel.ANY,
                        Map.of("/chat", GracefulShutdownMode.MIGRATE_CLIENTS),
                        Duration.ofSeconds(5)),
                secret,
                new Surroundings(() -> Stage.RUNNING, () -> {}, new ManualTimer(), Runnable::run));
        gateways.start((ServerContainer) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {ServerContainer.class}, (self, method, arguments) -> {
                    registered.add(((ServerEndpointConfig) arguments[0]).getPath());
                    return null;
                }));
        return gateways;
    }
}
