// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.benchmarks.report;

import java.util.List;

/**
 * The straight line that is nearest to points, by least squares.
 *
 * @param fit how much of their variation it explains, up to 1
 */
public record Line(double slope, double intercept, double fit) {

    /** One point. */
    public record Point(double x, double y) {}

    public static Line through(List<Point> points) {
        if (points.stream().mapToDouble(Point::x).distinct().count() < 2) {
            throw new IllegalArgumentException("points at " + points + ": at least two places are needed");
        }
        double meanX = points.stream().mapToDouble(Point::x).average().orElse(0);
        double meanY = points.stream().mapToDouble(Point::y).average().orElse(0);
        double xx =
                points.stream().mapToDouble(p -> (p.x - meanX) * (p.x - meanX)).sum();
        double yy =
                points.stream().mapToDouble(p -> (p.y - meanY) * (p.y - meanY)).sum();
        double xy =
                points.stream().mapToDouble(p -> (p.x - meanX) * (p.y - meanY)).sum();
        double slope = xy / xx;
        return new Line(slope, meanY - slope * meanX, yy == 0 ? 1 : xy * xy / (xx * yy));
    }

    public double at(double x) {
        return intercept + slope * x;
    }
}
