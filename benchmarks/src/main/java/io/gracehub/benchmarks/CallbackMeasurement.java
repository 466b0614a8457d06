// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.benchmarks;

import io.gracehub.benchmarks.callback.CallbackBenchmark;
import io.gracehub.benchmarks.report.Bar;
import io.gracehub.benchmarks.report.Figure;
import io.gracehub.benchmarks.report.Plot;
import io.gracehub.benchmarks.report.Report;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** What the library adds to a callback in processor time, by JMH, without a container's work and a network's. */
final class CallbackMeasurement {

    private static final List<String> DEFAULTS =
            List.of("forks=5", "warm-up.iterations=3", "iterations=5", "seconds=1");
    private static final String PLAIN = "plain";

    private CallbackMeasurement() {}

    static void run(Place place, List<String> given) {
        Arguments arguments = Arguments.read(given, DEFAULTS);
        Options options = new OptionsBuilder()
                .include(CallbackBenchmark.class.getName())
                .forks(arguments.number("forks"))
                .warmupIterations(arguments.number("warm-up.iterations"))
                .measurementIterations(arguments.number("iterations"))
                .warmupTime(TimeValue.seconds(arguments.number("seconds")))
                .measurementTime(TimeValue.seconds(arguments.number("seconds")))
                .jvmArgsAppend(arguments.jvmOptions().toArray(String[]::new))
                .shouldFailOnError(true)
                .build();
        Figure figure = new Figure("ns", "one thread");
        try {
            new Runner(options).run().forEach(result -> add(figure, result));
        } catch (RunnerException e) {
            throw new IllegalStateException(e);
        }
        Report report =
                new Report("A text to its echo in one JVM, iterations of JMH; settings: " + arguments.settings());
        figure.rows(List.of(PLAIN), new Figure.Judgement("", "", Bar.NONE)).forEach(report::add);
        place.publish("callback", report);
        place.publish("callback", Plot.ratios("A text to its echo in one JVM", List.of(figure), PLAIN));
    }

    private static void add(Figure figure, RunResult result) {
        String name = result.getPrimaryResult().getLabel();
        result.getBenchmarkResults().stream()
                .map(BenchmarkResult::getIterationResults)
                .flatMap(Collection::stream)
                .map(IterationResult::getPrimaryResult)
                .forEach(iteration -> figure.add(name, iteration.getScore()));
    }
}
