// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.callback;

import static io.gracehub.callback.Binding.GOT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gracehub.callback.elsewhere.PublicBase;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which methods are callbacks, and which method a call reaches. */
class DispatchTest {

    static class PackagePrivate {
        @OnMessage
        void said(String text) {
            GOT.add(text);
        }
    }

    static class Private {
        @OnMessage
        @SuppressWarnings("unused")
        private void said(String text) {
            GOT.add(text);
        }
    }

    static class Protected {
        @OnMessage
        protected void said(String text) {
            GOT.add(text);
        }
    }

    public static class Public {
        @OnMessage
        public void said(String text) {
            GOT.add(text);
        }
    }

    static class Static {
        @OnMessage
        static void said(String text) {
            GOT.add(text);
        }
    }

    static class Inherited extends PackagePrivate {}

    static class InheritedPrivate extends Private {}

    static class InheritedElsewhere extends PublicBase {
        @Override
        protected void heard(String text) {
            GOT.add(text);
        }
    }

    static class HidesElsewhere extends InheritedElsewhere {
        void said(String text) {
            GOT.add("no override: the other is invisible here");
        }
    }

    static class GenericBase<T> {
        @OnMessage
        void said(T message) {
            GOT.add(message);
        }
    }

    static class OfGenericBase extends GenericBase<String> {}

    static class OverridesGenericBase extends GenericBase<String> {
        @Override
        @OnMessage
        void said(String message) {
            GOT.add(message);
        }
    }

    static class OverridesWithAnnotation extends PackagePrivate {
        @Override
        @OnMessage
        void said(String text) {
            GOT.add(text);
        }
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                PackagePrivate.class,
                Private.class,
                Protected.class,
                Public.class,
                Static.class,
                Inherited.class,
                InheritedPrivate.class,
                InheritedElsewhere.class,
                HidesElsewhere.class,
                OfGenericBase.class,
                OverridesGenericBase.class,
                OverridesWithAnnotation.class
            })
    void call_whateverTheMethodIs_reachesItOnce(Class<?> hub) throws Throwable {
        Binding binding = Binding.of(hub);

        binding.received(binding.callbacks.onText().orElseThrow(), "hello", true);

        assertThat(GOT).containsExactly("hello");
    }

    /** The compiler gives it a bridge method that carries the annotation too. */
    public static class WithVisibilityBridge extends PackagePrivatePublicMethod {}

    static class PackagePrivatePublicMethod {
        @OnMessage
        public void said(String text) {
            GOT.add(text);
        }
    }

    @Test
    void call_whenMethodHasABridge_isBoundOnce() throws Throwable {
        assertThat(WithVisibilityBridge.class.getDeclaredMethods()).anyMatch(method -> method.isBridge());
        Binding binding = Binding.of(WithVisibilityBridge.class);

        binding.received(binding.callbacks.onText().orElseThrow(), "hello", true);

        assertThat(GOT).containsExactly("hello");
    }

    static class Overrides extends PackagePrivate {
        @Override
        void said(String text) {
            GOT.add("not a callback");
        }
    }

    static class OverridesGeneric extends GenericBase<String> {
        @Override
        void said(String text) {
            GOT.add("not a callback");
        }
    }

    @ParameterizedTest
    @ValueSource(classes = {Overrides.class, OverridesGeneric.class})
    void bind_whenAnnotatedMethodIsOverriddenWithoutAnnotation_isNoCallback(Class<?> hub) {
        assertThat(Binding.of(hub).callbacks.messages()).isEmpty();
    }

    static class SamePrivateName extends Private {
        @OnOpen
        void said(String text) {
            GOT.add(text);
        }
    }

    static class Overloads extends PackagePrivate {
        void said(Integer number) {
            GOT.add(number);
        }
    }

    @Test
    void bind_whenMethodIsOnlyOverloaded_staysACallback() {
        assertThat(Binding.of(Overloads.class).callbacks.onText()).isPresent();
    }

    @Test
    void bind_whenPrivateMethodOfSuperclassHasTheSameName_keepsBoth() {
        assertThat(Binding.problems(SamePrivateName.class, Set.of(), List.of()))
                .singleElement()
                .asString()
                .startsWith("GRACEHUB1201E: io.gracehub.callback.DispatchTest$SamePrivateName.said(java.lang.String)");
    }

    static class GenericNumber extends GenericBase<Thread> {}

    @Test
    void bind_whenInheritedMethodIsIllegal_namesHubResolvedTypeAndDeclaringClass() {
        assertThat(Binding.problems(GenericNumber.class, Set.of(), List.of()))
                .singleElement()
                .asString()
                .startsWith("GRACEHUB1201E: io.gracehub.callback.DispatchTest$GenericNumber.said(java.lang.Thread) of"
                        + " io.gracehub.callback.DispatchTest$GenericBase: parameter 1 of this @OnMessage method is a"
                        + " java.lang.Thread.");
    }

    static class Intercepting extends PackagePrivate {
        @Override
        void said(String text) {
            GOT.add("before");
            super.said(text);
            GOT.add("after");
        }
    }

    @Test
    void call_whenInstanceIsOfASubclass_runsItsOverride() throws Throwable {
        Callback callback = Binding.of(PackagePrivate.class)
                .callbacks
                .onText()
                .orElseThrow()
                .callback();

        callback.invoke(new Intercepting(), new Call.Scope(Binding.SESSION, Binding.CONFIG).message("hello", true));

        assertThat(GOT).containsExactly("before", "hello", "after");
    }

    static class Failing {

        @OnMessage
        void said(String text) throws IOException {
            throw new IOException("checked");
        }

        @OnOpen
        void opened() {
            throw new StackOverflowError("error");
        }
    }

    @Test
    void call_whenMethodThrows_passesItThroughAsItIs() {
        Binding binding = Binding.of(Failing.class);

        assertThatThrownBy(() -> binding.received(binding.callbacks.onText().orElseThrow(), "hello", true))
                .isExactlyInstanceOf(IOException.class)
                .hasMessage("checked")
                .hasNoCause();
        assertThatThrownBy(() ->
                        binding.callbacks.onOpen().orElseThrow().invoke(binding.instance(), binding.scope.event()))
                .isExactlyInstanceOf(StackOverflowError.class)
                .hasMessage("error")
                .hasNoCause();
    }

    @Test
    void toString_ofCallback_isItsMethod() {
        Callback callback = Binding.of(PackagePrivate.class)
                .callbacks
                .onText()
                .orElseThrow()
                .callback();

        assertThat(callback).hasToString("io.gracehub.callback.DispatchTest$PackagePrivate.said(java.lang.String)");
    }
}
