// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretTest {

    @ParameterizedTest
    @CsvSource({"s3cret, true", "s3creT, false", "s3cre, false", "s3cret1, false", "'', false"})
    void matches_candidate_onlyIfEqual(String candidate, boolean expected) {
        assertThat(new Secret("s3cret").matches(candidate)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "Bearer s3cret, true",
        "bearer  s3cret, true",
        "s3cret, false",
        "Basic s3cret, false",
        "Bearer, false",
        "Bearers3cret, false",
        "Bearer s3cret2, false",
        ", false"
    })
    void isBorneBy_header_onlyAsABearerToken(@Nullable String header, boolean expected) {
        assertThat(new Secret("s3cret").isBorneBy(header)).isEqualTo(expected);
    }

    @Test
    void matches_charactersBeyondAscii_areCompared() {
        Secret secret = new Secret("p\u00e4ss");

        assertThat(secret.matches("p\u00e4ss")).isTrue();
        assertThat(secret.matches("p\u00f6ss")).isFalse();
    }

    @Test
    void toString_ofWhatContainsIt_hidesIt() {
        Settings.Access access = new Settings.Access(Optional.of(new Secret("s3cret")), Optional.empty());

        assertThat(access.toString()).contains("(hidden)").doesNotContain("s3cret");
    }

    @Test
    void constructor_empty_isRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Secret(""));
    }
}
