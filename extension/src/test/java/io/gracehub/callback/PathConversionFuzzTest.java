// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.callback;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.code_intelligence.jazzer.junit.FuzzTest;
import jakarta.websocket.DecodeException;
import java.util.List;
import java.util.Map;

/** What a client may write in the place of a variable of the path: a value of the parameter's type, or no such path. */
class PathConversionFuzzTest {

    private static final List<Class<?>> TYPES = List.of(
            String.class,
            boolean.class,
            byte.class,
            short.class,
            int.class,
            long.class,
            float.class,
            double.class,
            char.class,
            Boolean.class,
            Integer.class,
            Character.class);

    @FuzzTest
    void variable_ofAnyText_isAValueOfItsTypeOrRefused(byte[] bytes) throws Exception {
        String text = new String(bytes, UTF_8);
        for (Class<?> type : TYPES) {
            PathConversion conversion = new PathConversion("Chat", List.of(new PathParameters.Place("v", type)));
            PathValues lenient = conversion.convertibleOnly(Map.of("v", text));
            Throwable refused = catchThrowable(() -> conversion.convert(Map.of("v", text)));
            if (refused != null) {
                assertThat(refused).isInstanceOf(DecodeException.class).hasNoCause();
                assertThat(refused.getMessage())
                        .isEqualTo(message(type))
                        .as("the text of a client does not reach the log");
                assertThat(lenient.at(0)).isNull();
                continue;
            }
            Object value = conversion.convert(Map.of("v", text)).at(0);
            assertThat(value).isEqualTo(lenient.at(0)).isInstanceOf(wrapper(type));
            if (value instanceof String || value instanceof Character) {
                assertThat(value).hasToString(text);
            } else {
                assertThat(conversion
                                .convert(Map.of("v", String.valueOf(value)))
                                .at(0))
                        .as("as it is written, it is read again")
                        .isEqualTo(value);
            }
        }
    }

    private static String message(Class<?> type) {
        return Messages.PATH_VALUE.text("Chat", "v", type.getTypeName());
    }

    private static Class<?> wrapper(Class<?> type) {
        return java.lang.invoke.MethodType.methodType(type).wrap().returnType();
    }
}
