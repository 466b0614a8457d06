// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.harness;

import java.util.Map;
import java.util.TreeMap;

/**
 * A span of a trace.
 *
 * @param trace the id of its trace
 * @param id its id
 * @param parent the id of the span above it, empty for none
 * @param name its name
 * @param begun when it began, in nanoseconds of the epoch
 * @param ended when it ended
 * @param attributes texts and whole numbers that it has
 * @param error what its status ERROR says; empty where it has another status
 */
public record CollectedSpan(
        String trace,
        String id,
        String parent,
        String name,
        long begun,
        long ended,
        Map<String, Object> attributes,
        String error) {

    private static final long ERROR = 2;

    /** Reads {@code opentelemetry.proto.trace.v1.Span}. */
    static CollectedSpan of(ProtoMessage span) {
        Map<String, Object> attributes = new TreeMap<>();
        for (ProtoMessage attribute : span.messages(9)) {
            ProtoMessage value = attribute.messages(2).get(0);
            attributes.put(attribute.text(1), value.has(1) ? value.text(1) : (Object) value.number(3));
        }
        String error = span.messages(15).stream()
                .filter(status -> status.number(3) == ERROR)
                .map(status -> status.text(2))
                .findFirst()
                .orElse("");
        return new CollectedSpan(
                span.hex(1), span.hex(2), span.hex(4), span.text(5), span.number(7), span.number(8), attributes, error);
    }
}
