// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.LongSummaryStatistics;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RestartReasonTest {

    private static final Pattern TEXT = Pattern.compile("server is restarting; retry-after=(\\d{1,8})ms");

    @Test
    void next_ofManyClients_isUniformWithinTheJitter() {
        RestartReason reason = new RestartReason(Duration.ofMillis(99));

        LongSummaryStatistics waits =
                LongStream.range(0, 100_000).map(i -> wait(reason)).summaryStatistics();

        assertThat(waits.getMin()).isZero();
        assertThat(waits.getMax()).isEqualTo(99);
        assertThat(waits.getAverage()).isBetween(48.5, 50.5); // 49.5; the deviation of the mean is 0.1
    }

    @Test
    void next_withoutJitter_hasNoWait() {
        assertThat(wait(new RestartReason(Duration.ZERO))).isZero();
    }

    @Test
    void next_ofTheLongestJitter_fitsIntoACloseFrame() {
        assertThat(new RestartReason(Duration.ofDays(1)).next().getReasonPhrase())
                .matches(TEXT)
                .hasSizeLessThanOrEqualTo(123);
    }

    private static long wait(RestartReason reason) {
        assertThat(reason.next().getCloseCode().getCode()).isEqualTo(1012);
        Matcher text = TEXT.matcher(reason.next().getReasonPhrase());
        assertThat(text.matches()).isTrue();
        return Long.parseLong(text.group(1));
    }
}
