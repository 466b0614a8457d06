// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import javax.management.JMException;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Two copies of the library in one JVM, each in a class loader of its own, as two WARs have them. */
@Timeout(120)
@DisabledOnOs(OS.WINDOWS)
class TwoApplicationsTest {

    @AfterEach
    void giveBack() {
        RaisedSignal.URG.toDefault();
    }

    @Test
    void signal_whenTwoCopiesAreThere_drainsBothAndThenCallsTheFormerOnce() throws Exception {
        CountDownLatch former = new CountDownLatch(1);
        RaisedSignal.URG.install(former::countDown);
        Copy chat = new Copy();
        Copy shop = new Copy();

        RaisedSignal.URG.raise();
        FakeApplication.await(former);

        assertThat(chat.ask("heard")).isEqualTo(List.of("drain SIGURG"));
        assertThat(shop.ask("heard")).isEqualTo(List.of("drain SIGURG"));
        chat.ask("close");
        shop.ask("close");
    }

    @Test
    void close_whenOwnerLeaves_theOtherCopyTakesOver() throws Exception {
        CountDownLatch former = new CountDownLatch(1);
        RaisedSignal.URG.install(former::countDown);
        Copy chat = new Copy();
        Copy shop = new Copy();

        chat.ask("close");

        assertThat(shop.ask("active")).isEqualTo(List.of("SIGURG", "server stop"));
        RaisedSignal.URG.raise();
        FakeApplication.await(former);
        assertThat(chat.ask("heard")).isEqualTo(List.of());
        assertThat(shop.ask("heard")).isEqualTo(List.of("drain SIGURG"));
        shop.ask("close");
    }

    @Test
    void close_whenOwnerLeaves_itsClassesCanBeUnloadedWhileTheOtherOwns() throws Exception {
        Copy shop;
        ReferenceQueue<ClassLoader> unloaded = new ReferenceQueue<>();
        WeakReference<ClassLoader> chatLoader;
        {
            Copy chat = new Copy();
            shop = new Copy();
            chat.ask("close");
            chatLoader = new WeakReference<>(chat.loader, unloaded);
            chat = null;
        }

        assertUnloaded(chatLoader, unloaded);

        shop.ask("close");
    }

    @Test
    void close_whenBothLeave_nothingStaysRegisteredAndTheClassesCanBeUnloaded() throws Exception {
        CountDownLatch former = new CountDownLatch(1);
        RaisedSignal.URG.install(former::countDown);
        ReferenceQueue<ClassLoader> unloaded = new ReferenceQueue<>();
        WeakReference<ClassLoader> chat = usedAndClosed(unloaded);

        assertUnloaded(chat, unloaded);

        assertThat(ManagementFactory.getPlatformMBeanServer().queryNames(ours(), null))
                .isEmpty();
    }

    @Test
    void close_whenSomebodyPutAHandlerOverOurs_theClassesCanBeUnloadedAllTheSame() throws Exception {
        CountDownLatch former = new CountDownLatch(1);
        RaisedSignal.URG.install(former::countDown);
        ReferenceQueue<ClassLoader> unloaded = new ReferenceQueue<>();
        Copy chat = new Copy();
        WeakReference<ClassLoader> loader = new WeakReference<>(chat.loader, unloaded);
        RaisedSignal.URG.installOver(() -> {});
        chat.ask("close");
        chat = null;

        assertUnloaded(loader, unloaded);

        RaisedSignal.URG.raise();
        FakeApplication.await(former);
    }

    /** Also drains once, so that threads and logs had their chance to keep something. */
    private static WeakReference<ClassLoader> usedAndClosed(ReferenceQueue<ClassLoader> unloaded) throws Exception {
        CountDownLatch former = new CountDownLatch(1);
        RaisedSignal.URG.install(former::countDown);
        Copy chat = new Copy();
        Copy shop = new Copy();
        RaisedSignal.URG.raise();
        FakeApplication.await(former);
        chat.ask("close");
        shop.ask("close");
        return new WeakReference<>(chat.loader, unloaded);
    }

    private static void assertUnloaded(WeakReference<ClassLoader> loader, ReferenceQueue<ClassLoader> unloaded)
            throws InterruptedException {
        for (int i = 0; i < 100 && !loader.refersTo(null); i++) {
            System.gc();
            unloaded.remove(100);
        }
        assertThat(loader.refersTo(null))
                .as("the application's class loader is unreachable")
                .isTrue();
    }

    private static ObjectName ours() throws JMException {
        return new ObjectName("io.gracehub:*");
    }

    private static final class Copy {

        private final ClassLoader loader;
        private final Function<String, Object> application;

        Copy() throws Exception {
            loader = new OwnCopyFirst();
            application = inItsContext(this::construct);
        }

        Object ask(String question) throws Exception {
            return inItsContext(() -> application.apply(question));
        }

        @SuppressWarnings("unchecked")
        private Function<String, Object> construct() throws ReflectiveOperationException {
            Class<?> type = Class.forName(IsolatedApplication.class.getName(), true, loader);
            assertThat(type).isNotSameAs(IsolatedApplication.class);
            return (Function<String, Object>) type.getConstructor().newInstance();
        }

        /** As servers call applications: with the application's context class loader. */
        private <T> T inItsContext(Callable<T> call) throws Exception {
            Thread thread = Thread.currentThread();
            ClassLoader before = thread.getContextClassLoader();
            thread.setContextClassLoader(loader);
            try {
                return call.call();
            } finally {
                thread.setContextClassLoader(before);
            }
        }
    }

    /** Defines the project's classes itself, and leaves all others to its parent. */
    private static final class OwnCopyFirst extends URLClassLoader {

        OwnCopyFirst() {
            super(
                    new URL[] {placeOf(Triggers.class), placeOf(IsolatedApplication.class)},
                    OwnCopyFirst.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith("io.gracehub.")) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded == null ? findClass(name) : loaded;
            }
        }

        private static URL placeOf(Class<?> type) {
            return type.getProtectionDomain().getCodeSource().getLocation();
        }
    }
}
