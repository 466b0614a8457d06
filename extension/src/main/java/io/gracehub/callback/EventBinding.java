// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.callback;

import io.gracehub.message.Problems;
import jakarta.websocket.Session;
import java.lang.invoke.MethodHandle;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Binds the methods annotated {@code @OnOpen}, {@code @OnClose} and {@code @OnError}. */
final class EventBinding {

    private final HubMethods methods;
    private final PathParameters path;
    private final Problems problems;

    EventBinding(HubMethods methods, PathParameters path, Problems problems) {
        this.methods = methods;
        this.path = path;
        this.problems = problems;
    }

    Optional<Callback> bind(Event event) {
        List<HubMethod> annotated = methods.having(event.annotation());
        if (annotated.size() > 1) {
            String names = annotated.stream().map(HubMethod::toString).collect(Collectors.joining("; "));
            problems.add(Messages.TWICE, annotated.get(0).hub().getName(), annotated.size(), event, names);
        }
        // each is looked at, so that all problems are told at once
        return annotated.stream().map(method -> bind(event, method)).toList().stream()
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Optional<Callback> bind(Event event, HubMethod method) {
        Binder binder = new Binder(method, event.toString(), path, problems);
        binder.bindOne(Session.class, Call.SESSION);
        MethodHandle own = event == Event.OPEN ? Call.CONFIG : Call.SUBJECT;
        boolean bound = binder.bindOne(event.parameter(), own);
        binder.others().stream()
                .filter(parameter -> parameter.type() != Session.class && parameter.type() != event.parameter())
                .forEach(parameter -> binder.refuse(parameter, event.accepted()));
        if (event == Event.ERROR && !bound) {
            binder.problem(Messages.NO_THROWABLE);
            return Optional.empty();
        }
        return binder.callback();
    }
}
