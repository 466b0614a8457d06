// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import io.gracehub.ShutdownReport;
import io.gracehub.ShutdownReport.HookRun;
import io.gracehub.ShutdownReport.Outcome;
import io.gracehub.Stage;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SpansTest {

    private static final Instant BEGUN = Instant.parse("2026-11-22T10:00:00Z");

    private final InMemorySpanExporter exported = InMemorySpanExporter.create();
    /** By itself it exports nothing while a test runs. */
    private final SdkTracerProvider provider = SdkTracerProvider.builder()
            .addSpanProcessor(BatchSpanProcessor.builder(exported)
                    .setScheduleDelay(Duration.ofHours(1))
                    .build())
            .build();

    private final Spans spans =
            new Spans(OpenTelemetrySdk.builder().setTracerProvider(provider).build());

    SpansTest() {
        spans.describe("alpha", "close-clients");
    }

    @AfterEach
    void close() {
        provider.close();
    }

    @Test
    void ended_whenAllStagesWereEntered_putsThemUnderTheDrainOneAfterTheOther() {
        spans.ended(report(
                Outcome.DEADLINE,
                Map.of(
                        Stage.OFFLINE,
                        seconds(1),
                        Stage.HOOKS,
                        seconds(2),
                        Stage.CLIENTS,
                        seconds(4),
                        Stage.STOPPED,
                        seconds(1)),
                List.of()));

        SpanData drain = span("gracehub drain");
        assertThat(drain.getParentSpanContext().isValid()).isFalse();
        assertTimes(drain, 0, 9);
        assertThat(exported.getFinishedSpanItems()).hasSize(5);
        assertChild("gracehub stage OFFLINE", drain, 1, 2);
        assertChild("gracehub stage HOOKS", drain, 2, 4);
        assertChild("gracehub stage CLIENTS", drain, 4, 8);
        assertChild("gracehub stage STOPPED", drain, 8, 9);
    }

    @Test
    void ended_always_describesTheDrain() {
        spans.ended(report(Outcome.RESUMED, Map.of(Stage.OFFLINE, seconds(1)), List.of()));

        SpanData drain = span("gracehub drain");
        assertThat(drain.getAttributes().asMap())
                .containsEntry(AttributeKey.stringKey("gracehub.server"), "alpha")
                .containsEntry(AttributeKey.stringKey("gracehub.mode"), "close-clients")
                .containsEntry(AttributeKey.stringKey("gracehub.trigger"), "SIGTERM")
                .containsEntry(AttributeKey.stringKey("gracehub.outcome"), "resumed")
                .containsEntry(AttributeKey.longKey("gracehub.connections.initial"), 15L)
                .containsEntry(AttributeKey.longKey("gracehub.connections.left"), 1L)
                .containsEntry(AttributeKey.longKey("gracehub.connections.closed"), 2L)
                .containsEntry(AttributeKey.longKey("gracehub.connections.migrated"), 4L)
                .containsEntry(AttributeKey.longKey("gracehub.connections.failed"), 8L);
        assertThat(exported.getFinishedSpanItems())
                .extracting(SpanData::getName)
                .containsExactlyInAnyOrder("gracehub drain", "gracehub stage OFFLINE");
    }

    @Test
    void ended_whenAHookFailed_marksItsSpanAlone() {
        spans.ended(report(
                Outcome.COMPLETED,
                Map.of(Stage.OFFLINE, seconds(1), Stage.HOOKS, seconds(5)),
                List.of(
                        new HookRun("Chat.bye", BEGUN.plusSeconds(2), seconds(1), Optional.empty()),
                        new HookRun(
                                "Chat.save", BEGUN.plusSeconds(3), seconds(2), Optional.of("overran after 2000 ms")))));

        SpanData stage = span("gracehub stage HOOKS");
        assertChild("gracehub hook Chat.bye", stage, 2, 3);
        assertChild("gracehub hook Chat.save", stage, 3, 5);
        SpanData failed = span("gracehub hook Chat.save");
        assertThat(failed.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(failed.getStatus().getDescription()).isEqualTo("overran after 2000 ms");
        assertThat(exported.getFinishedSpanItems())
                .filteredOn(span -> span.getStatus().getStatusCode() == StatusCode.ERROR)
                .containsExactly(failed);
    }

    private static ShutdownReport report(Outcome outcome, Map<Stage, Duration> stages, List<HookRun> hooks) {
        return new ShutdownReport("SIGTERM", outcome, BEGUN, seconds(9), stages, 15, 1, 2, 4, 8, hooks);
    }

    private static Duration seconds(long seconds) {
        return Duration.ofSeconds(seconds);
    }

    private SpanData span(String name) {
        return exported.getFinishedSpanItems().stream()
                .filter(span -> span.getName().equals(name))
                .reduce((one, other) -> {
                    throw new AssertionError("two spans " + name);
                })
                .orElseThrow(() -> new AssertionError("no " + name + " in " + exported.getFinishedSpanItems()));
    }

    private void assertChild(String name, SpanData parent, long from, long to) {
        SpanData span = span(name);
        assertThat(span.getTraceId()).isEqualTo(parent.getTraceId());
        assertThat(span.getParentSpanId()).isEqualTo(parent.getSpanId());
        assertTimes(span, from, to);
    }

    private static void assertTimes(SpanData span, long from, long to) {
        long begun = BEGUN.getEpochSecond();
        assertThat(span.getStartEpochNanos()).isEqualTo((begun + from) * 1_000_000_000);
        assertThat(span.getEndEpochNanos()).isEqualTo((begun + to) * 1_000_000_000);
    }
}
