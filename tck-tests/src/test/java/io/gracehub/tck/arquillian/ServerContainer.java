// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.arquillian;

import io.gracehub.tck.harness.Bound;
import io.gracehub.tck.harness.Server;
import io.gracehub.tck.server.ServerHome;
import java.net.URI;
import org.jboss.arquillian.container.spi.client.container.ContainerConfiguration;
import org.jboss.arquillian.container.spi.client.container.DeployableContainer;
import org.jboss.arquillian.container.spi.client.protocol.ProtocolDescription;
import org.jboss.arquillian.container.spi.client.protocol.metadata.HTTPContext;
import org.jboss.arquillian.container.spi.client.protocol.metadata.ProtocolMetaData;
import org.jboss.arquillian.container.spi.client.protocol.metadata.Servlet;
import org.jboss.arquillian.core.spi.LoadableExtension;
import org.jboss.shrinkwrap.api.Archive;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.jspecify.annotations.Nullable;

/** Lets Arquillian deploy to the very server process that the other tests use, of whatever kind it is. */
public final class ServerContainer implements DeployableContainer<ServerContainer.None> {

    private @Nullable Server server;

    /** Makes the container known to Arquillian. */
    public static final class Extension implements LoadableExtension {
        @Override
        public void register(ExtensionBuilder builder) {
            builder.service(DeployableContainer.class, ServerContainer.class);
        }
    }

    /** There is nothing to configure. */
    public static final class None implements ContainerConfiguration {
        @Override
        public void validate() {}
    }

    @Override
    public Class<None> getConfigurationClass() {
        return None.class;
    }

    @Override
    public void setup(None configuration) {}

    @Override
    public void start() {
        server = Server.named("arquillian").start();
    }

    @Override
    public void stop() {
        running().close();
    }

    @Override
    public ProtocolDescription getDefaultProtocol() {
        return new ProtocolDescription("Local");
    }

    @Override
    public ProtocolMetaData deploy(Archive<?> archive) {
        WebArchive war = (WebArchive) archive;
        running().deployAndAwait(war);
        URI base = running().http("/");
        return new ProtocolMetaData()
                .addContext(new HTTPContext(base.getHost(), base.getPort())
                        .add(new Servlet("hubs", "/" + ServerHome.app(war))));
    }

    @Override
    public void undeploy(Archive<?> archive) {
        int mark = running().mark();
        String app = ServerHome.app((WebArchive) archive);
        running().undeploy(app);
        running().awaitStopped(mark, app, Bound.seconds(60));
    }

    private Server running() {
        Server known = server;
        if (known == null) {
            throw new IllegalStateException("the server has not been started");
        }
        return known;
    }
}
