// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A TCP proxy before one port, which passes everything on until it is armed. Safe for use by several threads. */
public final class FaultyWire implements AutoCloseable {

    private static final int CONNECT_MILLIS = 5000;
    private static final int BACKLOG = 1024;

    private final int target;
    private final ServerSocket listener;
    private final Set<Passage> passages = ConcurrentHashMap.newKeySet();
    private final AtomicReference<@Nullable Fault> armed = new AtomicReference<>();
    private volatile @Nullable Passage victim;
    private volatile @Nullable Throwable failure;

    private record Fault(Step step, Harm harm) {}

    /**
     * Listens on a free port of 127.0.0.1.
     *
     * @param target the port that it leads to; nobody need listen there yet
     */
    public FaultyWire(int target) {
        this("127.0.0.1", 0, target);
    }

    /**
     * Listens on an address of the loopback interface.
     *
     * @param port 0 for a free one
     * @param target the port that it leads to; nobody need listen there yet
     */
    public FaultyWire(String address, int port, int target) {
        this.target = target;
        try {
            listener = new ServerSocket(port, BACKLOG, InetAddress.getByName(address));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var unused = daemon(this::accept);
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** Does harm once, to the first unit that fits from now on, in whatever direction it goes. */
    public void arm(Predicate<Unit> step, Harm harm) {
        arm((flow, unit) -> step.test(unit), harm);
    }

    /** The same, for a unit on a certain way of a certain connection. */
    public void arm(Step step, Harm harm) {
        tellFailure();
        victim = null;
        armed.set(new Fault(step, harm));
    }

    /** Whether it has done what it was armed for. */
    public boolean struck() {
        tellFailure();
        return armed.get() == null;
    }

    /** Whether it has done harm since it was armed last. */
    public boolean hasStruck() {
        tellFailure();
        return victim != null;
    }

    /** Returns the connection that it did it to. */
    public Passage victim() {
        tellFailure();
        Passage struck = victim;
        if (struck == null) {
            throw new IllegalStateException("it has done no harm since it was armed");
        }
        return struck;
    }

    /** Forgets what it was armed for. */
    public void disarm() {
        victim = null;
        failure = null;
        armed.set(null);
    }

    /** Harm that could not be done must not pass for harm. */
    private void tellFailure() {
        if (failure != null) {
            throw new AssertionError("it could not do harm", failure);
        }
    }

    /** Resets all connections there are. */
    public void cutAll() {
        passages.forEach(Passage::cut);
    }

    /** Returns the connections that there are now. */
    public List<Passage> passages() {
        return List.copyOf(passages);
    }

    /** Resets the links that there are, and nothing else. Returns how many there were. */
    public int cutLinks() {
        List<Passage> links =
                passages.stream().filter(passage -> passage.there().isLink()).toList();
        links.forEach(Passage::cut);
        return links.size();
    }

    void pass(Flow flow, Unit unit) throws IOException {
        Fault fault = armed.get();
        if (fault != null && fault.step().at(flow, unit) && armed.compareAndSet(fault, null)) {
            victim = flow.passage();
            strike(fault.harm(), flow, unit);
        } else {
            flow.pass(unit.bytes());
        }
    }

    private void strike(Harm harm, Flow flow, Unit unit) throws IOException {
        try {
            harm.strike(flow, unit);
        } catch (RuntimeException | AssertionError e) {
            failure = e;
            flow.pass(unit.bytes());
        }
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket near = listener.accept();
                var unused = daemon(() -> connect(near));
            } catch (IOException closed) {
                // the loop's condition tells whether that was wanted
            }
        }
    }

    private void connect(Socket near) {
        Socket far = new Socket();
        Passage passage = new Passage(this, near, far);
        try {
            far.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target), CONNECT_MILLIS);
            near.setTcpNoDelay(true);
            far.setTcpNoDelay(true);
        } catch (IOException refused) {
            passage.cut();
            return;
        }
        passages.add(passage);
        try {
            Thread other = daemon(passage.back());
            passage.there().run();
            other.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            passages.remove(passage);
            passage.end();
        }
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "faulty-wire");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        cutAll();
    }
}
