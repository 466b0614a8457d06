// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Stereotype;
import jakarta.websocket.Decoder;
import jakarta.websocket.Encoder;
import jakarta.websocket.server.ServerEndpointConfig;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A hub: a CDI bean that is one WebSocket endpoint of the application and takes part in its graceful shutdown.
 *
 * <p>The members are those of {@link jakarta.websocket.server.ServerEndpoint}, so that an endpoint becomes a hub by
 * changing that one annotation. Messages and events reach the methods annotated {@link jakarta.websocket.OnOpen},
 * {@link jakarta.websocket.OnMessage}, {@link jakarta.websocket.OnClose} and {@link jakarta.websocket.OnError}, with
 * every parameter and return type that the Jakarta WebSocket specification (section 4) lets them have; an
 * {@code @OnMessage} method may also return a {@link java.util.concurrent.CompletionStage}, whose value is sent when
 * it completes. The callbacks of one connection are called one after the other, those of different connections
 * concurrently.
 *
 * <p>The annotation is a stereotype and thus bean-defining. A hub is {@link ApplicationScoped} unless its class says
 * otherwise; a {@link jakarta.enterprise.context.Dependent} hub has one instance per connection, as plain endpoints
 * have. A method of the hub that {@code @Observes} {@link jakarta.enterprise.event.Shutdown} is a <em>shutdown
 * hook</em>: it runs in {@link Stage#HOOKS}, ordered by {@link jakarta.annotation.Priority}, while all clients are
 * still connected, and is not called a second time when the container fires that event.
 *
 * <p>The deployment fails with one message if the class also carries {@code @ServerEndpoint}, if two hubs share a
 * path, if the path is not a URI template, or if a callback has a signature that the specification does not allow.
 */
@Stereotype
@ApplicationScoped
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface Hub {

    /**
     * The path of the hub: a level-1 URI template (RFC 6570) relative to the context root, such as {@code "/chat"} or
     * {@code "/chat/{room}"}.
     *
     * @return the path; starts with a slash, and has no percent-encoding
     */
    String value();

    /**
     * The encoders that turn objects into messages, in order of preference. Each connection has its own instances;
     * they may have injection points.
     *
     * @return the encoder classes
     */
    Class<? extends Encoder>[] encoders() default {};

    /**
     * The decoders that turn messages into the parameters of {@code @OnMessage} methods, in order of preference. Each
     * connection has its own instances; they may have injection points.
     *
     * @return the decoder classes
     */
    Class<? extends Decoder>[] decoders() default {};

    /**
     * The subprotocols (RFC 6455, section 1.9) that the hub speaks, most preferred first.
     *
     * @return the names of the subprotocols
     */
    String[] subprotocols() default {};

    /**
     * The configurator that takes part in the opening handshake. Its {@code getEndpointInstance} is not used: hubs are
     * created by CDI.
     *
     * @return the class of the configurator; the default stands for the container's own
     */
    Class<? extends ServerEndpointConfig.Configurator> configurator() default ServerEndpointConfig.Configurator.class;
}
