// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.benchmarks.report;

import java.awt.Color;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleBiFunction;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.Styler.LegendPosition;

/** A picture of figures, written as SVG. */
public final class Plot {

    private static final int WIDTH = 900;
    private static final int HEIGHT = 500;

    static {
        System.setProperty("java.awt.headless", "true");
    }

    private final Chart<?, ?> chart;

    private Plot(Chart<?, ?> chart) {
        this.chart = chart;
        chart.getStyler().setLegendPosition(LegendPosition.OutsideS);
        chart.getStyler().setChartBackgroundColor(Color.WHITE);
    }

    /** Bars: for each figure the median ratio of each contestant to one of them, which has 1 and no bar. */
    public static Plot ratios(String title, List<Figure> figures, String to) {
        List<Figure> compared = figures.stream()
                .filter(figure -> figure.contestants().contains(to))
                .toList();
        List<String> rivals = contestants(compared).stream()
                .filter(contestant -> !contestant.equals(to))
                .toList();
        return bars(
                title,
                "ratio to " + to,
                compared,
                rivals,
                (figure, contestant) -> figure.ratio(contestant, to).median());
    }

    /** Bars: for each figure the median of each contestant. */
    public static Plot medians(String title, String yAxis, List<Figure> figures) {
        return bars(title, yAxis, figures, contestants(figures), Figure::median);
    }

    private static List<String> contestants(List<Figure> figures) {
        return figures.stream()
                .flatMap(figure -> figure.contestants().stream())
                .distinct()
                .toList();
    }

    private static Plot bars(
            String title,
            String yAxis,
            List<Figure> figures,
            List<String> contestants,
            ToDoubleBiFunction<Figure, String> height) {
        CategoryChart chart = new CategoryChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(title)
                .yAxisTitle(yAxis)
                .build();
        List<String> names = figures.stream().map(Figure::title).toList();
        for (String contestant : contestants) {
            chart.addSeries(
                    contestant,
                    names,
                    figures.stream()
                            .map(figure -> figure.contestants().contains(contestant)
                                    ? height.applyAsDouble(figure, contestant)
                                    : 0)
                            .toList());
        }
        chart.getStyler().setXAxisLabelRotation(30);
        return new Plot(chart);
    }

    /**
     * Points that are joined, for each name: {@code y} over {@code x}.
     *
     * @param logarithmic whether {@code y}, which is above 0 then, has a logarithmic axis
     */
    public static Plot lines(
            String title, String xAxis, String yAxis, boolean logarithmic, Map<String, List<Line.Point>> lines) {
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(title)
                .xAxisTitle(xAxis)
                .yAxisTitle(yAxis)
                .build();
        new LinkedHashMap<>(lines).forEach((name, points) -> {
            List<Double> x = new ArrayList<>();
            List<Double> y = new ArrayList<>();
            for (Line.Point point : points) {
                x.add(point.x());
                y.add(point.y());
            }
            chart.addSeries(name, x, y);
        });
        chart.getStyler().setYAxisLogarithmic(logarithmic);
        if (!logarithmic) {
            chart.getStyler().setYAxisMin(0.0);
        }
        return new Plot(chart);
    }

    public void write(Path file) {
        try (OutputStream out = Files.newOutputStream(file)) {
            VectorGraphicsEncoder.saveVectorGraphic(chart, out, VectorGraphicsFormat.SVG);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
