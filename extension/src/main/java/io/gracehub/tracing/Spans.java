// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tracing;

import io.gracehub.ShutdownReport;
import io.gracehub.ShutdownReport.HookRun;
import io.gracehub.Stage;
import io.gracehub.StageChanged;
import io.gracehub.shutdown.StageListener;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.context.Context;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * One trace for each drain: a span for the drain, below it one for each stage, below HOOKS one for each hook. They are
 * made of the report when the drain has ended, with the times that they had: nothing is kept in between, whatever becomes
 * of the drain.
 */
public final class Spans implements StageListener {

    private final TracerProvider provider;
    private final Tracer tracer;
    private String server = "";
    private String mode = "";

    /**
     * Makes it.
     *
     * @param telemetry the application's own or the whole server's, as this is configured
     */
    @Inject
    public Spans(OpenTelemetry telemetry) {
        provider = telemetry.getTracerProvider();
        tracer = provider.get("io.gracehub");
    }

    /**
     * Says whose drains they are.
     *
     * @param name the server's name
     * @param modes the modes of its hubs
     */
    public void describe(String name, String modes) {
        server = name;
        mode = modes;
    }

    @Override
    public void changed(StageChanged event) {
        // the report tells it all
    }

    @Override
    public void ended(ShutdownReport report) {
        Instant end = report.begun().plus(report.duration());
        Span drain = begun(Context.root(), "gracehub drain", report.begun());
        describe(drain, report);
        stages(Context.root().with(drain), report, end);
        drain.end(end);
        Export.now(provider);
    }

    /** The stages follow each other without gaps, up to the end. */
    private void stages(Context drain, ShutdownReport report, Instant end) {
        Instant at = end.minus(report.stages().values().stream().reduce(Duration.ZERO, Duration::plus));
        for (Stage stage : Stage.values()) {
            Duration took = report.stages().get(stage);
            if (took != null) {
                Span span = begun(drain, "gracehub stage " + stage, at).setAttribute("gracehub.stage", stage.name());
                if (stage == Stage.HOOKS) {
                    report.hooks().forEach(run -> hook(drain.with(span), run));
                }
                at = at.plus(took);
                span.end(at);
            }
        }
    }

    private void describe(Span drain, ShutdownReport report) {
        drain.setAttribute("gracehub.server", server)
                .setAttribute("gracehub.mode", mode)
                .setAttribute("gracehub.trigger", report.trigger())
                .setAttribute("gracehub.outcome", report.outcome().name().toLowerCase(Locale.ROOT))
                .setAttribute("gracehub.connections.initial", report.connections())
                .setAttribute("gracehub.connections.left", report.left())
                .setAttribute("gracehub.connections.closed", report.closed())
                .setAttribute("gracehub.connections.migrated", report.migrated())
                .setAttribute("gracehub.connections.failed", report.failed());
    }

    private void hook(Context stage, HookRun run) {
        Span span = begun(stage, "gracehub hook " + run.hook(), run.begun());
        span.setAttribute("gracehub.hook", run.hook());
        run.failure().ifPresent(failure -> span.setStatus(StatusCode.ERROR, failure));
        span.end(run.begun().plus(run.duration()));
    }

    private Span begun(Context parent, String name, Instant at) {
        return tracer.spanBuilder(name).setParent(parent).setStartTimestamp(at).startSpan();
    }
}
