// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.cdi;

import io.gracehub.Hub;
import io.gracehub.StageChanged;
import io.gracehub.application.Deployment;
import io.gracehub.application.Deployment.HookMethod;
import io.gracehub.callback.HubCallbacks;
import io.gracehub.codec.HubCodecs;
import io.gracehub.config.Settings;
import io.gracehub.config.SettingsReader;
import io.gracehub.config.SettingsSource;
import io.gracehub.config.SettingsSources;
import io.gracehub.message.Problems;
import io.gracehub.websocket.Contexts;
import io.gracehub.websocket.HubModel;
import io.gracehub.websocket.UriTemplate;
import jakarta.enterprise.inject.spi.Bean;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Turns what was discovered into what can be started, and collects all that stands in the way. */
final class Blueprint {

    private static final Set<String> SCOPES_OF_HTTP =
            Set.of("jakarta.enterprise.context.SessionScoped", "jakarta.enterprise.context.ConversationScoped");

    private final Discovery discovery;
    private final Beans beans;
    private final Problems problems;
    private final Contexts contexts;
    private final List<HubModel> hubs = new ArrayList<>();
    private final List<HookMethod> hooks = new ArrayList<>();
    private final String configuration;
    private final Settings settings;

    Blueprint(Discovery discovery, Beans beans) {
        this.discovery = discovery;
        this.beans = beans;
        this.problems = discovery.problems();
        ClassLoader loader = loader();
        this.contexts = new ApplicationContexts(beans);
        discovery.hubs().stream()
                .sorted(Comparator.comparing(hub -> hub.annotation().value()))
                .forEach(this::addHub);
        checkPaths();
        discovery.withoutBean().forEach(hub -> Messages.NO_BEAN.log(hub.getName()));
        discovery.hooks().forEach(this::addHook);
        List<String> paths = hubs.stream().map(hub -> hub.path().path()).toList();
        SettingsSource source = SettingsSources.find(loader);
        configuration = source.description();
        settings = SettingsReader.read(source, paths, problems);
    }

    /** The application's: that of its hubs, not of a library that several applications may share. */
    private ClassLoader loader() {
        return discovery.hubs().stream()
                .map(hub -> hub.hubClass().getClassLoader())
                .findFirst()
                .orElseGet(() -> Thread.currentThread().getContextClassLoader());
    }

    private void addHub(Discovery.HubBean found) {
        Hub hub = found.annotation();
        String name = found.hubClass().getName();
        checkScope(found.bean(), name);
        Optional<UriTemplate> path = UriTemplate.parse(hub.value(), name, problems);
        HubCodecs codecs = HubCodecs.of(List.of(hub.encoders()), List.of(hub.decoders()), problems, name);
        Set<String> variables = path.map(UriTemplate::variables).orElse(Set.of());
        HubCallbacks callbacks = HubCallbacks.bind(found.type(), variables, codecs, problems);
        path.ifPresent(template -> hubs.add(new HubModel(
                found.hubClass(),
                template,
                new HubModel.Handshake(List.of(hub.subprotocols()), hub.configurator()),
                callbacks,
                new HubModel.Coding(List.of(hub.encoders()), List.of(hub.decoders()), codecs, beans),
                new HubBeanInstances<>(found.bean(), found.hubClass(), beans))));
    }

    private void checkScope(Bean<?> bean, String hub) {
        if (SCOPES_OF_HTTP.contains(bean.getScope().getName())) {
            problems.add(Messages.SCOPE, hub, bean.getScope().getSimpleName());
        }
    }

    private void checkPaths() {
        Map<String, HubModel> known = new HashMap<>();
        for (HubModel hub : hubs) {
            HubModel other = known.putIfAbsent(hub.path().shape(), hub);
            if (other != null) {
                problems.add(
                        Messages.ONE_PATH,
                        other.name(),
                        other.path().path(),
                        hub.name(),
                        hub.path().path());
            }
        }
    }

    private void addHook(Discovery.FoundHook hook) {
        Set<Class<?>> known = new HashSet<>();
        discovery.hubs().forEach(hub -> known.add(hub.hubClass()));
        if (!known.contains(hook.hub())) {
            problems.add(Messages.NOT_A_HUB, hook.name(), hook.hub().getName());
            return;
        }
        hooks.add(new HookMethod(
                hook.name(),
                hook.observer().getPriority(),
                hook.hub(),
                () -> contexts.run(() -> hook.observer().notify(new ShutdownEvent(hook.observer())))));
    }

    List<String> problems() {
        return problems.found();
    }

    Deployment deployment() {
        return new Deployment(settings, configuration, hubs, hooks, contexts, this::fire);
    }

    private void fire(StageChanged event) {
        contexts.run(() -> beans.manager().getEvent().select(StageChanged.class).fire(event));
    }
}
