// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.server;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Resolves the names of servers again and again, on a thread of its own. A name that cannot be resolved keeps its last
 * addresses: a name server that fails takes no server away.
 */
public final class Addresses implements AutoCloseable {

    /** Between two looks at a name. */
    public static final Duration AGAIN = Duration.ofSeconds(5);

    private final List<ServerAddress> names;
    private final Lookup lookup;
    private final Executor control;
    private final Listener listener;
    private final Set<ServerAddress> failing = new HashSet<>();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread made = new Thread(task, "gracehub-addresses");
        made.setDaemon(true);
        return made;
    });

    /** Told on the control loop. */
    public interface Listener {

        /** A name has been resolved, to the same as before or not. */
        void resolved(ServerAddress name, Set<ServerAddress> addresses);
    }

    /** Finds the addresses of a name. */
    public interface Lookup {

        InetAddress[] all(String name) throws UnknownHostException;
    }

    /**
     * Tells nothing before {@link #start}.
     *
     * @param names those that are to be resolved, as addresses whose host is the name
     * @param control where the listener is called
     */
    public Addresses(List<ServerAddress> names, Lookup lookup, Executor control, Listener listener) {
        this.names = List.copyOf(names);
        this.lookup = lookup;
        this.control = control;
        this.listener = listener;
    }

    /** Resolves all names, now and again and again. */
    public void start() {
        if (!names.isEmpty()) {
            thread.scheduleWithFixedDelay(this::resolve, 0, AGAIN.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** Looks at all names once. */
    void resolve() {
        names.forEach(this::resolve);
    }

    private void resolve(ServerAddress name) {
        try {
            Set<ServerAddress> addresses = new HashSet<>();
            for (InetAddress found : lookup.all(name.host())) {
                addresses.add(name.at(withoutZone(found.getHostAddress())));
            }
            if (failing.remove(name)) {
                Messages.RESOLVED_AGAIN.log(name.host());
            }
            control.execute(() -> listener.resolved(name, addresses));
        } catch (UnknownHostException | RuntimeException failed) {
            if (failing.add(name)) {
                Messages.NOT_RESOLVED.log(name.host(), failed.getMessage(), AGAIN.toSeconds());
            }
        }
    }

    private static String withoutZone(String address) {
        int zone = address.indexOf('%');
        return zone < 0 ? address : address.substring(0, zone);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
