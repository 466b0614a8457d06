// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.benchmarks.proxy;

import io.gracehub.benchmarks.process.ChildProcess;
import io.gracehub.benchmarks.process.Descriptors;
import io.gracehub.benchmarks.process.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** nginx with two worker processes, of one thread each; no log. */
public final class Nginx {

    public static final String NAME = "nginx";

    private static final String CONFIGURATION = """
            daemon off;
            worker_processes 2;
            pid nginx.pid;
            error_log stderr crit;
            events {
              worker_connections %d;
            }
            http {
              access_log off;
              client_body_temp_path body;
              proxy_temp_path proxy;
              fastcgi_temp_path fastcgi;
              uwsgi_temp_path uwsgi;
              scgi_temp_path scgi;
              server {
                listen 127.0.0.1:%d backlog=4096;
                location / {
                  proxy_pass http://127.0.0.1:%d;
                  proxy_http_version 1.1;
                  proxy_set_header Host $http_host;
                  proxy_set_header Upgrade $http_upgrade;
                  proxy_set_header Connection "upgrade";
                  proxy_read_timeout 1h;
                  proxy_send_timeout 1h;
                }
              }
            }
            """;

    private Nginx() {}

    /** Starts it in front of a server, if it is installed. */
    public static Optional<Proxy> start(Path directory, int serverPort) {
        return Installed.program("nginx").map(program -> {
            int port = Ports.free();
            Path home = directory.resolve("nginx").toAbsolutePath();
            Path file = home.resolve("nginx.conf");
            try {
                Files.createDirectories(home);
                Files.writeString(
                        file, CONFIGURATION.formatted(2 * Descriptors.proxiedConnections(), port, serverPort));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            List<String> command = List.of(program.toString(), "-p", home + "/", "-c", file.toString(), "-e", "stderr");
            return new Proxy(NAME, port, ChildProcess.start(directory.resolve("nginx.txt"), command));
        });
    }
}
