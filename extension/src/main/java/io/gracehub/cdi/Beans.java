// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.cdi;

import io.gracehub.codec.Instances;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.context.control.RequestContextController;
import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.InjectionPoint;
import jakarta.enterprise.inject.spi.InjectionTarget;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The application's bean manager, and instances that it injects. On some servers the manager that an extension's
 * observer gets does not see all beans; the one of the servlet context's listener then takes its place.
 */
final class Beans implements Instances {

    private final Map<Class<?>, InjectionTarget<?>> targets = new ConcurrentHashMap<>();
    private volatile @Nullable BeanManager manager;
    private volatile @Nullable ClassLoader contextClassLoader;
    private volatile boolean requests = true;

    /**
     * Takes the manager, and the context class loader that the server gives to the application's threads: not the WAR's
     * own, which on Open Liberty does not see the providers of the server's features.
     */
    void use(BeanManager manager) {
        this.manager = manager;
        contextClassLoader = Thread.currentThread().getContextClassLoader();
        targets.clear();
        requests = usesRequests(manager);
    }

    /**
     * Whether anything in the application can tell if a request context is active. To begin and end one is most of what
     * a callback costs beyond a plain endpoint's, which gets none.
     */
    boolean requests() {
        return requests;
    }

    private static boolean usesRequests(BeanManager manager) {
        return !manager.resolveObserverMethods(new Object(), Initialized.Literal.REQUEST)
                        .isEmpty()
                || manager.getBeans(Object.class, Any.Literal.INSTANCE).stream()
                        .filter(bean -> !builtIn(bean.getBeanClass().getName()))
                        .anyMatch(bean -> bean.getScope() == RequestScoped.class
                                || bean.getInjectionPoints().stream().anyMatch(Beans::ofServlets));
    }

    /** The container's own request-scoped beans, such as that of {@code ServletContext}, count where they are injected. */
    private static boolean builtIn(String beanClass) {
        return beanClass.startsWith("jakarta.") || beanClass.startsWith("org.jboss.weld.");
    }

    private static boolean ofServlets(InjectionPoint point) {
        return point.getType().getTypeName().contains("jakarta.servlet."); // perhaps in an Instance<>
    }

    @Nullable
    ClassLoader contextClassLoader() {
        return contextClassLoader;
    }

    BeanManager manager() {
        BeanManager known = manager;
        if (known == null) {
            throw new IllegalStateException("The application has not been deployed.");
        }
        return known;
    }

    RequestContextController requestContextController() {
        return manager().createInstance().select(RequestContextController.class).get();
    }

    @Override
    public <T> Owned<T> create(Class<T> type) {
        InjectionTarget<T> target = target(type);
        CreationalContext<T> context = manager().createCreationalContext(null);
        T object = made(target, context);
        return new Owned<>(object, () -> {
            target.preDestroy(object);
            target.dispose(object);
            context.release();
        });
    }

    private static <T> T made(InjectionTarget<T> target, CreationalContext<T> context) {
        try {
            T object = target.produce(context);
            target.inject(object, context);
            target.postConstruct(object);
            return object;
        } catch (RuntimeException failure) {
            context.release();
            throw failure;
        }
    }

    @SuppressWarnings("unchecked") // a class's target makes instances of that class
    private <T> InjectionTarget<T> target(Class<T> type) {
        return (InjectionTarget<T>) targets.computeIfAbsent(type, this::newTarget);
    }

    private <T> InjectionTarget<T> newTarget(Class<T> type) {
        InjectionTarget<T> target = manager()
                .getInjectionTargetFactory(manager().createAnnotatedType(type))
                .createInjectionTarget(null);
        if (target.getInjectionPoints().stream().anyMatch(Beans::ofServlets)) {
            requests = true;
        }
        return target;
    }
}
