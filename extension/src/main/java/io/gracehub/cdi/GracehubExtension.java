// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.cdi;

import io.gracehub.GracefulShutdown;
import io.gracehub.Hub;
import io.gracehub.HubContext;
import io.gracehub.application.Application;
import io.gracehub.health.ServerHealth;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Shutdown;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.AfterDeploymentValidation;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.DeploymentException;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessAnnotatedType;
import jakarta.enterprise.inject.spi.ProcessManagedBean;
import jakarta.enterprise.inject.spi.ProcessObserverMethod;
import jakarta.enterprise.inject.spi.ProcessSessionBean;
import jakarta.enterprise.inject.spi.ProcessSyntheticObserverMethod;
import jakarta.enterprise.inject.spi.WithAnnotations;
import jakarta.websocket.server.ServerContainer;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Follows the deployment of an application from the discovery of its hubs to their start, and its stop. */
public class GracehubExtension implements Extension {

    private final Discovery discovery = new Discovery();
    private final Beans beans = new Beans();
    private volatile @Nullable Application application;

    void look(@Observes @WithAnnotations(Hub.class) ProcessAnnotatedType<?> event) {
        discovery.type(event.getAnnotatedType());
    }

    void find(@Observes ProcessManagedBean<?> event) {
        if (!(event instanceof ProcessSessionBean<?>)) {
            discovery.bean(event.getBean(), event.getAnnotatedBeanClass());
        }
    }

    void refuse(@Observes ProcessSessionBean<?> event) {
        discovery.sessionBean(event.getAnnotatedBeanClass());
    }

    /** Takes a hook over: vetoed, the container does not call it, while we still can. */
    void takeOver(@Observes ProcessObserverMethod<Shutdown, ?> event) {
        if (event instanceof ProcessSyntheticObserverMethod<?, ?>
                || event.getObserverMethod().isAsync()) {
            return; // another extension's has no method; and the container never fires Shutdown asynchronously
        }
        String method = event.getAnnotatedMethod().getJavaMember().getName();
        if (discovery.observer(event.getObserverMethod(), method)) {
            event.veto();
        }
    }

    void addBeans(@Observes AfterBeanDiscovery event) {
        for (Discovery.HubBean hub : discovery.hubs()) {
            Class<?> hubClass = hub.hubClass();
            event.<HubContext<?>>addBean()
                    .beanClass(GracehubExtension.class)
                    .id(HubContext.class.getName() + "-" + hubClass.getName())
                    .types(new HubContextType(hubClass), Object.class)
                    .scope(Dependent.class)
                    .createWith(context -> application().hub(hubClass));
        }
        event.<GracefulShutdown>addBean()
                .beanClass(GracehubExtension.class)
                .id(GracefulShutdown.class.getName())
                .types(GracefulShutdown.class, Object.class)
                .scope(Dependent.class)
                .createWith(context -> application().shutdown());
        Monitoring.addReadiness(event, this::application);
    }

    /** Makes the application of what was found, or fails the deployment with all that is wrong. */
    void validate(@Observes AfterDeploymentValidation event, BeanManager manager) {
        beans.use(manager);
        Blueprint blueprint = new Blueprint(discovery, beans);
        List<String> problems = blueprint.problems();
        if (problems.isEmpty()) {
            application = new Application(blueprint.deployment());
        } else {
            String told = String.join("\n", problems);
            Messages.NOT_DEPLOYED.log(problems.size(), told);
            event.addDeploymentProblem(new DeploymentException(Messages.NOT_DEPLOYED.text(problems.size(), told)));
        }
    }

    /**
     * Starts the hubs once the servlet context is there, or one more of them.
     *
     * @param context runs what it gets in the context that the container gives to the application's threads
     */
    public void start(BeanManager manager, Place place, Executor context) throws jakarta.websocket.DeploymentException {
        beans.use(manager);
        if (application().start(place.container(), place.contextRoot(), context)) {
            Monitoring.follow(application(), beans);
            tellWhatIsMissing(application(), place);
        }
    }

    /**
     * Where the application is.
     *
     * @param contextRoot as its users write it, such as {@code /chat}; {@code /} for the root
     * @param loader of its own classes
     */
    public record Place(ServerContainer container, String contextRoot, ClassLoader loader) {}

    private static void tellWhatIsMissing(Application started, Place place) {
        if (started.served().isEmpty()) {
            Messages.NO_HUBS.log();
            return;
        }
        if (!ServerHealth.isOfferedTo(place.loader())) {
            Messages.NO_HEALTH.log(started.settings().shutdown().offline().timeout());
        }
        if (!started.keepsState()) {
            Messages.NO_JSONB.log();
        }
    }

    /** Some servers stop CDI before they tell the servlet context's listeners; whoever comes first stops the hubs. */
    void stop(@Observes Shutdown event) {
        stop();
    }

    public void stop() {
        Application started = application;
        if (started != null) {
            started.stop();
        }
    }

    /** Returns the application; it is there from the end of the deployment's validation. */
    public Application application() {
        Application made = application;
        if (made == null) {
            throw new IllegalStateException("The application has not been deployed.");
        }
        return made;
    }
}
