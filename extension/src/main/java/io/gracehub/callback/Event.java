// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.callback;

import jakarta.websocket.CloseReason;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnOpen;
import java.lang.annotation.Annotation;

/** What happens to a connection besides messages: the annotation of its callback, and the parameter of its own. */
enum Event {
    OPEN(OnOpen.class, EndpointConfig.class),
    CLOSE(OnClose.class, CloseReason.class),
    ERROR(OnError.class, Throwable.class);

    private final Class<? extends Annotation> annotation;
    private final Class<?> parameter;

    Event(Class<? extends Annotation> annotation, Class<?> parameter) {
        this.annotation = annotation;
        this.parameter = parameter;
    }

    Class<? extends Annotation> annotation() {
        return annotation;
    }

    /** The type that only the callback of this event may have as a parameter. */
    Class<?> parameter() {
        return parameter;
    }

    String accepted() {
        String own = parameter.getName() + (this == ERROR ? " (required)" : "");
        return "jakarta.websocket.Session, " + own + ", @PathParam parameters";
    }

    @Override
    public String toString() {
        return "@" + annotation.getSimpleName();
    }
}
