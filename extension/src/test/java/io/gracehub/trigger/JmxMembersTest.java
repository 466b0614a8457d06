// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.management.Attribute;
import javax.management.AttributeNotFoundException;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import javax.management.ReflectionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(FakeApplication.BOUND_SECONDS)
class JmxMembersTest {

    private final MBeanServer server = MBeanServerFactory.newMBeanServer();
    private final JmxMembers members = new JmxMembers(server);
    private final FakeApplication chat = new FakeApplication("chat");
    private final FakeApplication shop = new FakeApplication("shop");

    @Test
    void drain_whenTwoAreThere_drainsThemSideBySideAndEndsWithTheLast() throws Exception {
        members.add(chat, true);
        members.add(shop, true);

        CompletableFuture<Void> drains = members.drain("SIGTERM", true);

        chat.awaitDrain();
        shop.awaitDrain();
        chat.end();
        assertThat(drains).isNotDone();
        shop.end();
        drains.get(FakeApplication.BOUND_SECONDS, TimeUnit.SECONDS);
        assertThat(chat.heard()).containsExactly("drain SIGTERM");
        assertThat(shop.heard()).containsExactly("drain SIGTERM");
    }

    @Test
    void drain_whenOneFails_drainsTheOther() throws Exception {
        members.add(new FailingApplication(), true);
        members.add(chat, true);

        CompletableFuture<Void> drains = members.drain("SIGTERM", true);

        chat.awaitDrain().end();
        drains.get(FakeApplication.BOUND_SECONDS, TimeUnit.SECONDS);
        assertThat(chat.heard()).containsExactly("drain SIGTERM");
    }

    @Test
    void drain_whenOneDeclinedSignals_leavesItOutOnSignalsOnly() throws Exception {
        FakeApplication declining = FakeApplication.withNothingToDrain("declining");
        members.add(declining, false);
        members.add(FakeApplication.withNothingToDrain("chat"), true);

        members.drain("SIGTERM", true).get(FakeApplication.BOUND_SECONDS, TimeUnit.SECONDS);
        members.skip("SIGTERM");
        assertThat(declining.heard()).isEmpty();

        members.drain("server stop", false).get(FakeApplication.BOUND_SECONDS, TimeUnit.SECONDS);
        assertThat(declining.heard()).containsExactly("drain server stop");
    }

    @Test
    void drain_whenNobodyIsThere_isDone() {
        assertThat(members.drain("SIGTERM", true)).isDone();
    }

    @Test
    void drain_onItsThread_hasNoContextOfTheCaller() throws Exception {
        CompletableFuture<ClassLoader> context = new CompletableFuture<>();
        members.add(
                new FailingApplication() {
                    @Override
                    public void drain(String trigger) {
                        context.complete(Thread.currentThread().getContextClassLoader());
                    }
                },
                true);

        members.drain("SIGTERM", true).get(FakeApplication.BOUND_SECONDS, TimeUnit.SECONDS);

        assertThat(context).isCompletedWithValue(ClassLoader.getPlatformClassLoader());
    }

    @Test
    void skip_whenDraining_endsTheDrain() throws Exception {
        members.add(chat, true);
        CompletableFuture<Void> drains = members.drain("SIGTERM", true);
        chat.awaitDrain();

        members.skip("SIGINT");

        drains.get(FakeApplication.BOUND_SECONDS, TimeUnit.SECONDS);
        assertThat(chat.heard()).containsExactly("drain SIGTERM", "skip SIGINT");
    }

    @Test
    void drainedBySignal_whileADrainOfASignalRuns_isTrue() throws Exception {
        members.add(chat, true);
        members.add(shop, true);
        assertThat(members.drainedBySignal()).isFalse();

        CompletableFuture<Void> drains = members.drain("SIGTERM", true);
        chat.awaitDrain();
        shop.awaitDrain();
        assertThat(members.drainedBySignal()).isTrue();
        chat.end();
        assertThat(members.drainedBySignal()).isTrue();
        shop.end();

        drains.get(FakeApplication.BOUND_SECONDS, TimeUnit.SECONDS);
        assertThat(members.drainedBySignal()).isFalse();
    }

    @Test
    void drainedBySignal_whileAnotherDrainRuns_isFalse() throws Exception {
        members.add(chat, true);

        CompletableFuture<Void> drains = members.drain("server stop", false);
        chat.awaitDrain();

        assertThat(members.drainedBySignal()).isFalse();
        chat.end();
        drains.get(FakeApplication.BOUND_SECONDS, TimeUnit.SECONDS);
    }

    @Test
    void wantSignals_whenAllDecline_isFalse() throws Exception {
        members.add(chat, false);
        assertThat(members.wantSignals()).isFalse();

        ObjectName wanting = members.add(shop, true);
        assertThat(members.wantSignals()).isTrue();

        server.unregisterMBean(wanting);
        assertThat(members.wantSignals()).isFalse();
    }

    @Test
    void add_whenNameIsTaken_numbersIt() throws Exception {
        assertThat(members.add(chat, true).getCanonicalName()).isEqualTo("io.gracehub:name=\"chat\",type=Member");
        assertThat(members.add(new FakeApplication("chat"), true).getKeyProperty("name"))
                .isEqualTo("\"chat#2\"");
    }

    @Test
    void add_whenNameHasPatternCharacters_quotesThem() throws Exception {
        ObjectName name = members.add(new FakeApplication("a*b?,c=\"d\""), true);

        assertThat(name.isPattern()).isFalse();
        assertThat(ObjectName.unquote(name.getKeyProperty("name"))).isEqualTo("a*b?,c=\"d\"");
        assertThat(members.wantSignals()).isTrue();
    }

    @Test
    void bean_whenAskedByAnOperator_tellsItsAttributes() throws Exception {
        ObjectName name = members.add(chat, true);

        assertThat(server.getAttributes(name, new String[] {"ServerName", "Draining", "Signals", "Nonsense"})
                        .asList())
                .containsExactlyInAnyOrder(
                        new Attribute("ServerName", "chat"),
                        new Attribute("Draining", false),
                        new Attribute("Signals", true));
        assertThat(server.getMBeanInfo(name).getOperations())
                .extracting(operation -> operation.getName())
                .containsExactlyInAnyOrder("drain", "skip");
    }

    @Test
    void bean_whenAskedForWhatItLacks_namesWhatIsAccepted() throws Exception {
        ObjectName name = members.add(chat, true);

        assertThatThrownBy(() -> server.getAttribute(name, "Stage"))
                .isInstanceOf(AttributeNotFoundException.class)
                .hasMessageContaining("Draining");
        assertThatThrownBy(() -> server.setAttribute(name, new Attribute("Draining", true)))
                .isInstanceOf(AttributeNotFoundException.class)
                .hasMessage("Draining cannot be set");
        assertThatThrownBy(() -> server.invoke(name, "drain", null, null))
                .isInstanceOf(ReflectionException.class)
                .hasMessageContaining("one String");
        assertThat(chat.heard()).isEmpty();
    }

    private static class FailingApplication implements Drainable {

        @Override
        public String serverName() {
            return "failing";
        }

        @Override
        public void drain(String trigger) {
            throw new IllegalStateException("broken");
        }

        @Override
        public void skip(String trigger) {
            throw new IllegalStateException("broken");
        }

        @Override
        public boolean draining() {
            return false;
        }
    }
}
