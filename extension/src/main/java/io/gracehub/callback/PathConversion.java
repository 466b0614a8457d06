// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.callback;

import jakarta.websocket.DecodeException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Converts the path variables of a connection to what the hub's {@code @PathParam} parameters ask for. */
record PathConversion(String hub, List<PathParameters.Place> places) {

    PathConversion {
        places = List.copyOf(places);
    }

    PathValues convert(Map<String, String> path) throws DecodeException {
        if (places.isEmpty()) {
            return PathValues.NONE;
        }
        @Nullable Object[] values = new Object[places.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = convert(places.get(i), path.get(places.get(i).variable()));
        }
        return new PathValues(values);
    }

    PathValues convertibleOnly(Map<String, String> path) {
        @Nullable Object[] values = new Object[places.size()];
        for (int i = 0; i < values.length; i++) {
            try {
                values[i] = convert(places.get(i), path.get(places.get(i).variable()));
            } catch (DecodeException e) {
                values[i] = null; // told by convert, which is called first
            }
        }
        return new PathValues(values);
    }

    private @Nullable Object convert(PathParameters.Place place, @Nullable String text) throws DecodeException {
        try {
            return text == null
                    ? null
                    : TextValues.reader(place.type()).orElseThrow().apply(text);
        } catch (IllegalArgumentException unreadable) { // not as a cause: it quotes the text, which would reach the log
            String type = place.type().getTypeName();
            throw new DecodeException(text, Messages.PATH_VALUE.text(hub, place.variable(), type));
        }
    }
}
