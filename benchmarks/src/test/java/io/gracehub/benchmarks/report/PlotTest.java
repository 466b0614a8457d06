// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

class PlotTest {

    @TempDir
    private Path directory;

    @Test
    void lines_haveAPlaceForEachPoint() throws Exception {
        Plot plot = Plot.lines(
                "title",
                "clients",
                "ms",
                true,
                Map.of("a", List.of(new Line.Point(1, 10), new Line.Point(2, 1_000), new Line.Point(3, 20))));

        Element svg = written(plot);
        assertThat(svg.getTagName()).isEqualTo("svg");
        assertThat(svg.getElementsByTagName("ellipse").getLength()).isGreaterThanOrEqualTo(3);
    }

    @Test
    void ratios_haveABarForEachRival() throws Exception {
        Figure figure = new Figure("p50", "load");
        figure.add("a", 2);
        figure.add("b", 1);
        Figure without = new Figure("p99", "load");
        without.add("c", 1);

        int one = written(Plot.ratios("t", List.of(figure), "b"))
                .getElementsByTagName("*")
                .getLength();
        figure.add("d", 5);
        int two = written(Plot.ratios("t", List.of(figure, without), "b"))
                .getElementsByTagName("*")
                .getLength();
        assertThat(two).isGreaterThan(one);
    }

    @Test
    void medians_haveABarForEachContestant() throws Exception {
        Figure figure = new Figure("start", "");
        figure.add("a", 2);
        int one = rectangles(Plot.medians("t", "ms", List.of(figure)));
        figure.add("b", 1);
        int two = rectangles(Plot.medians("t", "ms", List.of(figure)));
        assertThat(two).isGreaterThan(one);
    }

    private int rectangles(Plot plot) throws Exception {
        return written(plot).getElementsByTagName("rect").getLength();
    }

    private Element written(Plot plot) throws IOException, SAXException, ParserConfigurationException {
        Path file = directory.resolve("plot.svg");
        plot.write(file);
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
        return factory.newDocumentBuilder().parse(Files.newInputStream(file)).getDocumentElement();
    }
}
