// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.benchmarks.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gracehub.benchmarks.hub.EchoHub;
import org.junit.jupiter.api.Test;

/** What is measured does what it is measured for. */
class DeployedTest {

    @Test
    void onMessage_whenTheHubReturnsTheText_isSentBeforeItReturns() {
        try (Deployed application = new Deployed(EchoHub.class)) {
            Remote remote = new Remote();
            application.container().open("/echo", remote).onMessage("one");
            assertThat(remote.last()).isEqualTo("one");
        }
    }

    @Test
    void open_whenNothingIsThere_saysWhatIs() {
        try (Deployed application = new Deployed(EchoHub.class)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> application.container().open("/other", new Remote()))
                    .withMessageContaining("/echo");
        }
    }
}
