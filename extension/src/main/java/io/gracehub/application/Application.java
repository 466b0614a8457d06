// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.application;

import io.gracehub.GracefulShutdown;
import io.gracehub.HubContext;
import io.gracehub.Stage;
import io.gracehub.config.Settings;
import io.gracehub.connection.ConnectionSettings;
import io.gracehub.connection.Connections;
import io.gracehub.connection.JsonBinding;
import io.gracehub.gateways.Gateways;
import io.gracehub.gateways.LinkSettings;
import io.gracehub.gateways.Surroundings;
import io.gracehub.operator.Operator;
import io.gracehub.operator.OperatorMBean;
import io.gracehub.shutdown.Clock;
import io.gracehub.shutdown.ClosePace;
import io.gracehub.shutdown.Hook;
import io.gracehub.shutdown.Served;
import io.gracehub.shutdown.ServedHub;
import io.gracehub.shutdown.ServerShutdown;
import io.gracehub.shutdown.ShutdownSettings;
import io.gracehub.shutdown.StageListener;
import io.gracehub.shutdown.Trigger;
import io.gracehub.trigger.Drainable;
import io.gracehub.trigger.Triggers;
import io.gracehub.websocket.Carrier;
import io.gracehub.websocket.HubModel;
import io.gracehub.websocket.Registration;
import io.gracehub.websocket.RestartReason;
import io.gracehub.websocket.RunningHub;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.server.ServerContainer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The hubs of one WAR, their shutdown and what starts it. */
public final class Application implements RunningHub.Server, Drainable {

    private static final long SWEEP_MILLIS = 500;

    private final Settings settings;
    private final String configuration;
    private final Threads threads = new Threads();
    private final JsonBinding json = new JsonBinding();
    private final Map<Class<?>, DrainedHub> hubs = new LinkedHashMap<>();
    private final Followers followers;
    private final Gateways gateways;
    private final ServerShutdown shutdown;
    private final Operator operator;
    private @Nullable ScheduledFuture<?> sweeping;
    private @Nullable Triggers triggers;
    private @Nullable OperatorMBean operatorMBean;
    private volatile @Nullable String skippedBy;
    private boolean started;
    private boolean stopped;

    public Application(Deployment deployment) {
        settings = deployment.settings();
        configuration = deployment.configuration();
        followers = new Followers(deployment.contexts(), deployment.listener());
        gateways = gateways(deployment);
        for (HubModel model : deployment.hubs()) {
            hubs.put(model.hubClass(), hub(model, deployment));
        }
        List<Hook> hooks = deployment.hooks().stream().map(this::hook).toList();
        shutdown = new ServerShutdown(
                shutdownSettings(),
                new Served(served(), gateways.linked()),
                hooks,
                followers,
                new ServerShutdown.Execution(Clock.system(), threads.tasks()));
        operator =
                new Operator(serverName(), shutdown, served(), settings.access().controlToken(), threads::after);
    }

    @SuppressWarnings("NullAway") // no gateway links before the application has started
    private Gateways gateways(Deployment deployment) {
        Settings.Server server = settings.server();
        return new Gateways(
                new LinkSettings(
                        server.name(),
                        server.revision().orElse(""),
                        server.migrationLevel(),
                        deployment.hubs().stream()
                                .map(hub -> hub.path().path())
                                .collect(Collectors.toMap(
                                        path -> path, path -> settings.hub(path).mode())),
                        settings.shutdown().offline().timeout()),
                settings.access().linkSecret(),
                new Surroundings(
                        () -> shutdown.stage(), () -> shutdown.gatewaysChanged(), threads::after, threads.writes()));
    }

    private DrainedHub hub(HubModel model, Deployment deployment) {
        String path = model.path().path();
        Connections connections = new Connections(
                path,
                new ConnectionSettings(
                        settings.sending().maxBacklog(), settings.sending().timeout()),
                json,
                new Connections.Threads(threads.writes(), threads.tasks()));
        RestartReason restart = new RestartReason(settings.shutdown().closing().jitter());
        return new DrainedHub(
                new RunningHub(model, connections, deployment.contexts(), restart, this), settings.hub(path));
    }

    @SuppressWarnings("NullAway") // discovery has checked that each hook's hub is one
    private Hook hook(Deployment.HookMethod method) {
        return new Hook(method.name(), method.priority(), hubs.get(method.hub()), method.body());
    }

    private ShutdownSettings shutdownSettings() {
        Settings.Shutdown set = settings.shutdown();
        return new ShutdownSettings(
                serverName(),
                settings.timeout(),
                set.hookTimeout(),
                new ShutdownSettings.Offline(
                        set.offline().probes(), set.offline().timeout()),
                new ClosePace(set.closing().batch(), set.closing().interval()));
    }

    /** Whether the state of connections takes values here. */
    public boolean keepsState() {
        return json.isOffered();
    }

    /**
     * Registers the hubs with the container and, the first time, arms the triggers. Called before the first request of each
     * servlet context of the application: GlassFish has one for each of its virtual servers.
     *
     * @param contextRoot as people write it
     * @param context runs what it gets in the context that the container gives to the application's threads
     * @return whether it was the first time
     */
    public synchronized boolean start(ServerContainer container, String contextRoot, Executor context)
            throws DeploymentException {
        if (!started) {
            threads.runIn(context);
        }
        for (DrainedHub hub : hubs.values()) {
            Registration.register(container, hub.hub());
        }
        gateways.start(container);
        boolean first = !started;
        if (first) {
            started = true;
            arm(contextRoot);
        }
        return first;
    }

    private void arm(String contextRoot) {
        sweeping =
                threads.timer().scheduleWithFixedDelay(this::sweep, SWEEP_MILLIS, SWEEP_MILLIS, TimeUnit.MILLISECONDS);
        Triggers joined = Triggers.join(this, settings.shutdown().signals());
        triggers = joined;
        if (!hubs.isEmpty()) {
            operatorMBean = OperatorMBean.register(operator);
        }
        Messages.STARTED.log(
                serverName(),
                hubs.isEmpty()
                        ? "(none)"
                        : hubs.values().stream()
                                .map(hub -> hub.path() + " (" + hub.mode() + ")")
                                .collect(Collectors.joining(", ")),
                settings.timeout(),
                configuration,
                Stream.concat(joined.active().stream(), Stream.of("application stop"))
                        .collect(Collectors.joining(", ")),
                contextRoot);
        joined.inactive().forEach(Messages.NOT_ACTIVE::log);
        if (joined.active().isEmpty() && shutdown.drains()) {
            Messages.TOO_LATE.log();
        }
    }

    /** Adds somebody who follows the shutdown for people. */
    public void follow(StageListener follower) {
        followers.add(follower);
    }

    private void sweep() {
        followers.look();
        long now = System.nanoTime();
        for (DrainedHub hub : hubs.values()) {
            try {
                hub.hub().sweep(now);
            } catch (RuntimeException failure) { // thrown on, it would end all sweeps to come
                Messages.SWEEP_FAILED.logWith(failure, hub.path(), failure);
            }
        }
    }

    /** Drains if that has not happened, closes whoever is left, and gives everything back. Only the first call counts. */
    public synchronized void stop() {
        if (stopped) {
            return;
        }
        stopped = true;
        if (shutdown.drains()) {
            shutdown.drainAndWait(Trigger.APPLICATION_STOP);
        }
        try {
            shutdown.leave();
            gateways.close();
        } finally {
            giveBack();
        }
    }

    private void giveBack() {
        if (sweeping != null) {
            sweeping.cancel(false);
        }
        if (triggers != null) {
            triggers.close();
        }
        if (operatorMBean != null) {
            operatorMBean.close();
        }
        followers.close();
        threads.close();
        json.close();
    }

    public HubContext<?> hub(Class<?> hubClass) {
        DrainedHub hub = hubs.get(hubClass);
        if (hub == null) {
            throw new IllegalArgumentException(hubClass.getName() + " is not a hub of this application");
        }
        return new HubHandle(hub, shutdown);
    }

    public GracefulShutdown shutdown() {
        return shutdown;
    }

    /** The hubs as those see them who follow the shutdown. */
    public List<ServedHub> served() {
        return List.copyOf(hubs.values());
    }

    public Operator operator() {
        return operator;
    }

    /** Runs each task at once, on a thread of its own. */
    public Executor tasks() {
        return threads.tasks();
    }

    /** Told when the readiness check has answered DOWN. */
    public void answeredDown() {
        shutdown.answeredDown();
    }

    /** Whether a handshake for a path below the context root is refused now. */
    public boolean refuses(String path) {
        return shutdown.refusing() && hubs.values().stream().anyMatch(hub -> hub.refuses(path));
    }

    public Settings settings() {
        return settings;
    }

    /** Whether any handshake may be refused now: the filter's first question. */
    public boolean refusing() {
        return shutdown.refusing();
    }

    @Override
    public boolean refusing(HubModel hub, boolean migrated) {
        return (migrated ? shutdown.stage() == Stage.STOPPED : shutdown.refusing())
                && settings.hub(hub.path().path()).takesPart();
    }

    @Override
    public @Nullable Carrier carrier(HubModel hub, String connection, String token) {
        return gateways.carrier(hub.path().path(), connection, token);
    }

    /** The gateways that may link to this application. */
    public Gateways gateways() {
        return gateways;
    }

    @Override
    public void connectionEnded() {
        shutdown.connectionEnded();
    }

    @Override
    public String serverName() {
        return settings.server().name();
    }

    @Override
    public void drain(String trigger) {
        if (shutdown.drains()) {
            shutdown.drain(Trigger.processStop(trigger));
            String cause = skippedBy;
            if (cause != null) {
                shutdown.skip(cause);
            }
            shutdown.drainAndWait(Trigger.processStop(trigger));
        }
    }

    @Override
    public void skip(String trigger) {
        skippedBy = trigger; // the second signal may overtake the drain that the first one starts
        shutdown.skip(trigger);
    }

    @Override
    public boolean draining() {
        return shutdown.stage() != Stage.RUNNING && shutdown.stage() != Stage.STOPPED;
    }
}
