// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.server;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jboss.shrinkwrap.api.Archive;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** One server on the disk: its files, the commands for it, and what its log says. */
public interface ServerHome {

    /**
     * A resource of a WAR: what it does without of that which a home adds for its server, line by line; the beginnings of
     * libraries' names, {@code beans.xml}.
     */
    String WITHOUT = "META-INF/without.txt";

    /** Returns the command of the server's process, in the foreground; its JVM must replace it, as signals go to the process that was started. */
    List<String> startCommand() throws IOException;

    /** Returns the command that stops the server, with options of its user; it ends when the server has, or before. */
    List<String> stopCommand(List<String> options);

    /** Returns the environment of both commands. */
    Map<String, String> environment();

    /** Sets system properties for the next start, stronger than those of the first one. */
    void properties(Map<String, String> properties) throws IOException;

    /** Puts a WAR in, in place of a former one of that name, at the context root of its name. Does not wait. */
    void deploy(WebArchive war) throws IOException;

    /** Puts an EAR in. Does not wait. */
    default void deploy(EnterpriseArchive ear) throws IOException {
        throw new UnsupportedOperationException("it has no EARs");
    }

    /** Takes an application out, whose archive stays readable until it has stopped. Does not wait. */
    void undeploy(String app) throws IOException;

    /** Returns the file that the server logs to. */
    Path log();

    /** Returns what the log says when the server itself has started. */
    Pattern ready();

    /** Returns what the log says when an application has started. */
    Pattern started(String app);

    /** Returns what the log says when an application could not be started. */
    Pattern failed(String app);

    /** Returns what the log says when an application has stopped. */
    Pattern stopped(String app);

    /** Returns the address of the readiness probe: of the server, or of an application on servers without one. */
    URI readiness(String app);

    /** Returns the name of an application: that of its archive. */
    static String app(Archive<?> archive) {
        return archive.getName().substring(0, archive.getName().lastIndexOf('.'));
    }
}
