// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.callback;

import io.gracehub.codec.HubCodecs;
import io.gracehub.message.Problems;
import jakarta.websocket.OnMessage;
import jakarta.websocket.Session;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Binds the methods annotated {@code @OnMessage}. */
final class MessageBinding {

    private static final String ANNOTATION = "@OnMessage";
    private static final String MESSAGES = "String, a primitive or its wrapper, java.io.Reader, byte[],"
            + " java.nio.ByteBuffer, java.io.InputStream, jakarta.websocket.PongMessage, a boolean next to String,"
            + " byte[] or java.nio.ByteBuffer (parts of a message), or what the hub's decoders make (";

    private final HubCodecs codecs;
    private final PathParameters path;
    private final Problems problems;

    MessageBinding(HubCodecs codecs, PathParameters path, Problems problems) {
        this.codecs = codecs;
        this.path = path;
        this.problems = problems;
    }

    Map<MessageKind, MessageCallback> bind(HubMethods methods) {
        Map<MessageKind, List<HubMethod>> handling = new EnumMap<>(MessageKind.class);
        Map<MessageKind, MessageCallback> bound = new EnumMap<>(MessageKind.class);
        for (HubMethod method : methods.having(OnMessage.class)) {
            Binder binder = new Binder(method, ANNOTATION, path, problems);
            binder.bindOne(Session.class, Call.SESSION);
            long maxMessageSize = maxMessageSize(binder);
            checkReturnType(binder);
            List<MessageForm> forms = forms(binder);
            forms.forEach(form -> handling.computeIfAbsent(form.raw().kind(), kind -> new ArrayList<>())
                    .add(method));
            binder.callback()
                    .ifPresent(callback -> forms.forEach(
                            form -> bound.put(form.raw().kind(), new MessageCallback(callback, form, maxMessageSize))));
        }
        handling.forEach(this::checkOne);
        return bound;
    }

    private void checkOne(MessageKind kind, List<HubMethod> methods) {
        if (methods.size() > 1) {
            String names = methods.stream().map(HubMethod::toString).collect(Collectors.joining("; "));
            problems.add(Messages.KIND_TWICE, methods.get(0).hub().getName(), methods.size(), kind, names);
        }
    }

    private static long maxMessageSize(Binder binder) {
        OnMessage annotation = binder.method().annotated().getAnnotation(OnMessage.class);
        long size = annotation.maxMessageSize();
        if (size < -1 || size == 0) {
            binder.problem(Messages.MAX_MESSAGE_SIZE, size);
        }
        return size;
    }

    private void checkReturnType(Binder binder) {
        Method method = binder.method().method();
        if (!ReturnType.sendable(method, codecs)) {
            binder.problem(Messages.RETURN_TYPE, method.getGenericReturnType().getTypeName(), codecs.encodable());
        }
    }

    /** Binds the message, and the flag of a part; returns the forms in which it is delivered, none where all is wrong. */
    private List<MessageForm> forms(Binder binder) {
        List<Parameter> candidates = binder.others().stream()
                .filter(parameter -> parameter.type() != Session.class)
                .toList();
        List<Parameter> unknown = candidates.stream()
                .filter(parameter -> whole(binder, parameter).isEmpty())
                .toList();
        if (!unknown.isEmpty()) {
            String accepted = "jakarta.websocket.Session, @PathParam parameters, and one message: " + messages();
            unknown.forEach(parameter -> binder.refuse(parameter, accepted));
            return List.of();
        }
        if (candidates.size() == 1) {
            binder.bind(candidates.get(0), Call.SUBJECT);
            return whole(binder, candidates.get(0));
        }
        if (candidates.isEmpty()) {
            binder.problem(Messages.NO_MESSAGE, messages());
            return List.of();
        }
        return parts(binder, candidates);
    }

    private List<MessageForm> parts(Binder binder, List<Parameter> candidates) {
        List<Parameter> flags =
                candidates.stream().filter(MessageBinding::isFlag).toList();
        List<Parameter> parts = candidates.stream()
                .filter(parameter -> !MessageForm.parts(parameter.type()).isEmpty())
                .toList();
        if (candidates.size() == 2 && flags.size() == 1 && parts.size() == 1) {
            binder.bind(parts.get(0), Call.SUBJECT);
            binder.bind(flags.get(0), Call.LAST);
            return MessageForm.parts(parts.get(0).type());
        }
        String found = candidates.stream()
                .map(parameter -> parameter.number() + " (" + parameter.typeName() + ")")
                .collect(Collectors.joining(", "));
        binder.problem(Messages.SEVERAL_MESSAGES, found);
        return List.of();
    }

    private List<MessageForm> whole(Binder binder, Parameter parameter) {
        return MessageForm.whole(parameter.type(), codecs, binder.method().toString());
    }

    private static boolean isFlag(Parameter parameter) {
        return parameter.type() == boolean.class || parameter.type() == Boolean.class;
    }

    private String messages() {
        return MESSAGES + codecs.decodable() + ")";
    }
}
