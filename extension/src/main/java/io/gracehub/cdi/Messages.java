// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.cdi;

import io.gracehub.message.Message;

/** Messages 1000 to 1099. */
final class Messages {

    static final Message NOT_DEPLOYED =
            Message.error(1000, "The application is not deployed: {0} problems were found with its hubs.\n{1}");
    static final Message TWO_ANNOTATIONS = Message.error(
            1001, "Class {0} has both @Hub and @ServerEndpoint. Accepted: one of them; a hub is an endpoint already.");
    static final Message ONE_PATH = Message.error(
            1002,
            "Hubs {0} (''{1}'') and {2} (''{3}'') have the same path. Accepted: paths that differ in more than the names"
                    + " of their variables.");
    static final Message NOT_A_CLASS =
            Message.error(1003, "{0} has @Hub but is {1}. Accepted: a concrete class that is a CDI bean.");
    static final Message SCOPE = Message.error(
            1004,
            "Hub {0} has scope @{1}, which is not active when a message comes. Accepted: @ApplicationScoped,"
                    + " @Dependent (one instance per connection), @RequestScoped (one per callback), @Singleton.");
    static final Message NOT_A_HUB = Message.error(
            1005, "Shutdown hook {0} names @OfHub({1}), which is not a hub. Accepted: a class with @Hub.");
    static final Message SESSION_BEAN = Message.error(
            1006, "Class {0} has @Hub and is an enterprise bean. Accepted: a plain CDI bean, which may inject one.");

    static final Message NO_BEAN = Message.warning(
            1007,
            "Class {0} has @Hub but CDI made no bean of it: there is no such hub. A bean needs a constructor without"
                    + " parameters or one with @Inject, must not be vetoed, and must be in a bean archive.");

    static final Message SHARED_LIBRARY = Message.error(
            1008,
            "Hub {0} cannot be started: the library is not in its WAR, but where several may share it, such as the lib/ of"
                    + " an EAR, and is not told of the start of a WAR there. Accepted: the library in the WEB-INF/lib of each WAR that"
                    + " has hubs.");

    static final Message NO_MONITORING = Message.warning(
            1009, "The server''s monitoring cannot be told of the shutdown: {0}. The shutdown works without.");

    static final Message NO_HUBS = Message.warning(
            1010,
            "The application has the library and no hub: CDI found no class with @Hub. Weld in a servlet container looks into"
                    + " WEB-INF/classes only where there is a WEB-INF/beans.xml, which may be empty; WildFly looks into a WAR of an EAR"
                    + " only where @ApplicationScoped stands beside @Hub, or where its beans.xml has bean-discovery-mode=\"all\".");

    static final Message NO_HEALTH = Message.info(
            1011,
            "This server has no MicroProfile Health: the readiness probe is GET <context>/gracehub/ready. Without probes and"
                    + " gateways the stage OFFLINE lasts {0} (gracehub.shutdown.offline.timeout).");

    static final Message NO_JSONB = Message.info(
            1012,
            "This server has no Jakarta JSON Binding: ConnectionState takes no values; all else works. Open Liberty: feature"
                    + " jsonb; elsewhere an implementation in the WAR.");

    private Messages() {}
}
