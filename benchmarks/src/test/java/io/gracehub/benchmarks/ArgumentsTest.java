// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ArgumentsTest {

    private static final List<String> DEFAULTS = List.of("rounds=30", "connections=50,500");

    @Test
    void read_whenSomeAreGiven_keepsTheOtherDefaults() {
        Arguments arguments = Arguments.read(List.of("rounds=2", "-Xmx1g", "-Dname=value"), DEFAULTS);
        assertThat(arguments.number("rounds")).isEqualTo(2);
        assertThat(arguments.numbers("connections")).containsExactly(50, 500);
        assertThat(arguments.jvmOptions()).containsExactly("-Xmx1g", "-Dname=value");
    }

    @Test
    void read_whenANameIsUnknown_saysWhatIsAccepted() {
        assertThatThrownBy(() -> Arguments.read(List.of("round=2"), DEFAULTS))
                .hasMessageContaining("round=2")
                .hasMessageContaining("rounds=30");
    }

    @Test
    void decimal_whenItHasAFraction_isRead() {
        Arguments arguments = Arguments.read(List.of("rounds=0.25", "connections=x"), DEFAULTS);
        assertThat(arguments.decimal("rounds")).isEqualTo(0.25);
        assertThatThrownBy(() -> arguments.decimal("connections")).hasMessageContaining("connections=x");
    }

    @Test
    void number_whenItIsNone_saysWhatWasFound() {
        Arguments arguments = Arguments.read(List.of("rounds=many"), DEFAULTS);
        assertThatThrownBy(() -> arguments.number("rounds")).hasMessageContaining("rounds=many");
    }
}
