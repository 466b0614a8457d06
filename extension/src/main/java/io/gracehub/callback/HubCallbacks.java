// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.callback;

import io.gracehub.codec.HubCodecs;
import io.gracehub.message.Problems;
import jakarta.enterprise.inject.spi.AnnotatedType;
import jakarta.websocket.DecodeException;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The callbacks of a hub, bound once when it is deployed (Jakarta WebSocket, section 4). */
public final class HubCallbacks {

    private final Map<Event, Callback> events;
    private final Map<MessageKind, MessageCallback> messages;
    private final PathConversion path;

    private HubCallbacks(Map<Event, Callback> events, Map<MessageKind, MessageCallback> messages, PathConversion path) {
        this.events = events;
        this.messages = messages;
        this.path = path;
    }

    /**
     * Binds the callbacks.
     *
     * @param pathVariables the names of the variables of the hub's path
     * @param problems gets what is wrong with the methods; where there is something the result must not be used
     */
    public static HubCallbacks bind(
            AnnotatedType<?> hub, Set<String> pathVariables, HubCodecs codecs, Problems problems) {
        HubMethods methods = new HubMethods(hub);
        PathParameters path = new PathParameters(pathVariables, problems);
        EventBinding binding = new EventBinding(methods, path, problems);
        Map<Event, Callback> events = new EnumMap<>(Event.class);
        for (Event event : Event.values()) {
            binding.bind(event).ifPresent(callback -> events.put(event, callback));
        }
        Map<MessageKind, MessageCallback> messages = new MessageBinding(codecs, path, problems).bind(methods);
        return new HubCallbacks(
                events, messages, new PathConversion(hub.getJavaClass().getName(), path.places()));
    }

    public Optional<Callback> onOpen() {
        return Optional.ofNullable(events.get(Event.OPEN));
    }

    public Optional<Callback> onClose() {
        return Optional.ofNullable(events.get(Event.CLOSE));
    }

    public Optional<Callback> onError() {
        return Optional.ofNullable(events.get(Event.ERROR));
    }

    /** All there are of {@link #onText}, {@link #onBinary} and {@link #onPong}. */
    public Collection<MessageCallback> messages() {
        return Collections.unmodifiableCollection(messages.values());
    }

    public Optional<MessageCallback> onText() {
        return Optional.ofNullable(messages.get(MessageKind.TEXT));
    }

    public Optional<MessageCallback> onBinary() {
        return Optional.ofNullable(messages.get(MessageKind.BINARY));
    }

    public Optional<MessageCallback> onPong() {
        return Optional.ofNullable(messages.get(MessageKind.PONG));
    }

    /**
     * Converts the variables of the path under which a connection was opened, for all its calls.
     *
     * @throws DecodeException where a value is none of the type that a {@code @PathParam} parameter has: the error that
     *     {@code @OnError} gets, called with the {@link #convertiblePath convertible} values
     */
    public PathValues convertPath(Map<String, String> values) throws DecodeException {
        return path.convert(values);
    }

    /** As {@link #convertPath}, but without what cannot be converted. */
    public PathValues convertiblePath(Map<String, String> values) {
        return path.convertibleOnly(values);
    }
}
