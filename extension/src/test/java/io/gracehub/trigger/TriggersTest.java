// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TriggersTest {

    private final MBeanServer server = MBeanServerFactory.newMBeanServer();

    @Test
    void join_whenFirst_ownsTheTriggers() {
        War chat = new War("chat", true);

        assertThat(chat.triggers.active()).containsExactly("SIGTERM", "server stop");
        assertThat(chat.triggers.inactive()).containsExactly("SIGINT: ignored: by the shell");
        assertThat(chat.term.installed()).isTrue();
    }

    @Test
    void join_whenAnotherOwnsThem_seesThemActiveAndInstallsNothing() {
        War chat = new War("chat", true);
        War shop = new War("shop", true);

        assertThat(shop.triggers.active()).isEqualTo(chat.triggers.active());
        assertThat(shop.triggers.inactive()).isEqualTo(chat.triggers.inactive());
        assertThat(shop.term.installed()).isFalse();
    }

    @Test
    void signal_whenTwoJoined_drainsBoth() {
        War chat = new War("chat", true);
        War shop = new War("shop", true);

        chat.term.pull();

        assertThat(chat.application.heard()).containsExactly("drain SIGTERM");
        assertThat(shop.application.heard()).containsExactly("drain SIGTERM");
    }

    @Test
    void close_whenOwner_handsOverToAnother() {
        War chat = new War("chat", true);
        War shop = new War("shop", true);
        War news = new War("news", true);

        chat.triggers.close();

        assertThat(chat.term.installed()).isFalse();
        assertThat(chat.stop.installed()).isFalse();
        assertThat(shop.term.installed()).isNotEqualTo(news.term.installed());
        War owner = shop.term.installed() ? shop : news;
        assertThat(news.triggers.active()).containsExactly("SIGTERM", "server stop");
        owner.stop.pull();
        assertThat(chat.application.heard()).isEmpty();
        assertThat(shop.application.heard()).containsExactly("drain server stop");
        assertThat(news.application.heard()).containsExactly("drain server stop");
    }

    @Test
    void close_whenOwner_handsOverToOneThatCanInstallThem() {
        War chat = new War("chat", true);
        Triggers broken = Triggers.join(new FakeApplication("old"), true, server, List.of(new BrokenTrigger()));
        War shop = new War("shop", true);

        chat.triggers.close();

        while (!shop.term.installed()) { // on another thread; the test has a bound
            Thread.onSpinWait();
        }
        while (broken.active().isEmpty()) {
            Thread.onSpinWait();
        }
        assertThat(broken.active()).containsExactly("SIGTERM", "server stop");
    }

    @Test
    void join_whenATriggerCannotBeInstalled_leavesTheOwnershipToTheNext() {
        Trigger broken = new BrokenTrigger();
        Triggers refused = Triggers.join(new FakeApplication("old"), true, server, List.of(broken));
        assertThat(refused.active()).isEmpty();

        War chat = new War("chat", true);

        assertThat(chat.triggers.active()).containsExactly("SIGTERM", "server stop");
        assertThat(chat.term.installed()).isTrue();
    }

    @Test
    void close_whenNotOwner_leavesTheOwnerAlone() {
        War chat = new War("chat", true);
        War shop = new War("shop", true);

        shop.triggers.close();
        chat.term.pull();

        assertThat(chat.application.heard()).containsExactly("drain SIGTERM");
        assertThat(shop.application.heard()).isEmpty();
    }

    @Test
    void close_whenLast_leavesNothingRegistered() throws Exception {
        War chat = new War("chat", true);
        War shop = new War("shop", true);

        chat.triggers.close();
        shop.triggers.close();
        shop.triggers.close();

        assertThat(registered()).isEmpty();
        assertThat(shop.term.installed()).isFalse();
        assertThat(shop.triggers.active()).isEmpty();
        assertThat(shop.triggers.inactive()).isEmpty();
    }

    @Test
    void close_whenMBeansAreGoneAlready_stillGivesTheTriggersBack() throws Exception {
        War chat = new War("chat", true);
        for (ObjectName name : registered()) {
            server.unregisterMBean(name);
        }

        chat.triggers.close();

        assertThat(chat.term.installed()).isFalse();
        assertThat(chat.stop.installed()).isFalse();
    }

    @Test
    void join_whenSignalsAreDeclined_installsTheServerStopOnly() {
        War quiet = new War("quiet", false);

        assertThat(quiet.term.installed()).isFalse();
        assertThat(quiet.triggers.active()).containsExactly("server stop");
        assertThat(quiet.triggers.inactive())
                .containsExactly(
                        "SIGTERM: gracehub.shutdown.signals is false", "SIGINT: gracehub.shutdown.signals is false");
    }

    @Test
    void join_whenOwnerDeclinedSignals_makesItInstallThem() {
        War quiet = new War("quiet", false);
        War chat = new War("chat", true);

        assertThat(quiet.term.installed()).isTrue();
        assertThat(chat.triggers.active()).containsExactly("SIGTERM", "server stop");
        assertThat(quiet.triggers.active()).containsExactly("server stop");
        quiet.term.pull();
        assertThat(chat.application.heard()).containsExactly("drain SIGTERM");
        assertThat(quiet.application.heard()).isEmpty();
        quiet.stop.pull();
        assertThat(quiet.application.heard()).containsExactly("drain server stop");
    }

    @Test
    void close_whenLastThatWantedSignals_makesTheOwnerGiveThemBack() {
        War quiet = new War("quiet", false);
        War chat = new War("chat", true);

        chat.triggers.close();

        assertThat(quiet.term.installed()).isFalse();
        assertThat(quiet.stop.installed()).isTrue();
    }

    @Test
    void join_whenMBeanServerRefuses_isInactiveAndCloses() {
        MBeanServer refusing = RefusingMBeanServer.around(server);

        try (Triggers triggers = Triggers.join(new FakeApplication("chat"), true, refusing, List.of())) {
            assertThat(triggers.active()).isEmpty();
        }

        assertThat(registered()).isEmpty();
    }

    @Test
    void joinAndClose_whenManyAtOnce_haveOneOwnerWhileOneIsThereAndNoneAfter() throws Exception {
        int wars = 8;
        CyclicBarrier barrier = new CyclicBarrier(wars);
        List<FakeTrigger> all = IntStream.range(0, wars)
                .mapToObj(i -> new FakeTrigger("SIGTERM", true, null))
                .toList();
        List<CompletableFuture<Void>> ends = new ArrayList<>();
        for (FakeTrigger term : all) {
            CompletableFuture<Void> end = new CompletableFuture<>();
            ends.add(end);
            new Thread(() -> {
                        try {
                            for (int round = 0; round < 100; round++) {
                                FakeApplication application = FakeApplication.withNothingToDrain("war");
                                try (Triggers triggers = Triggers.join(application, true, server, List.of(term))) {
                                    barrier.await(FakeApplication.BOUND_SECONDS, TimeUnit.SECONDS);
                                    assertThat(triggers.active()).containsExactly("SIGTERM");
                                    assertThat(all)
                                            .filteredOn(FakeTrigger::installed)
                                            .hasSize(1);
                                    barrier.await(FakeApplication.BOUND_SECONDS, TimeUnit.SECONDS);
                                }
                            }
                            end.complete(null);
                        } catch (Exception | AssertionError failure) {
                            barrier.reset();
                            end.completeExceptionally(failure);
                        }
                    })
                    .start();
        }

        CompletableFuture.allOf(ends.toArray(CompletableFuture[]::new)).get(50, TimeUnit.SECONDS);
        assertThat(registered()).isEmpty();
        assertThat(all).noneMatch(FakeTrigger::installed);
    }

    private Set<ObjectName> registered() {
        try {
            return server.queryNames(new ObjectName("io.gracehub:*"), null);
        } catch (JMException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private final class War {

        private final FakeApplication application;
        private final FakeTrigger term = new FakeTrigger("SIGTERM", true, null);
        private final FakeTrigger stop = new FakeTrigger("server stop", false, null);
        private final Triggers triggers;

        War(String name, boolean signals) {
            application = FakeApplication.withNothingToDrain(name);
            triggers = Triggers.join(
                    application,
                    signals,
                    server,
                    List.of(term, new FakeTrigger("SIGINT", true, "ignored: by the shell"), stop));
        }
    }
}
