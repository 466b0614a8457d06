// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.config;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The constants of an enumeration in kebab-case, in any case, with {@code _} for {@code -} if one likes. */
record ChoiceFormat<E extends Enum<E>>(Class<E> type) implements Format<E> {

    @Override
    public E parse(String value) throws BadValueException {
        String wanted = value.toLowerCase(Locale.ROOT).replace('_', '-');
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> text(constant).equals(wanted))
                .findFirst()
                .orElseThrow(() -> new BadValueException("no such value"));
    }

    @Override
    public String accepted() {
        List<String> all =
                Arrays.stream(type.getEnumConstants()).map(ChoiceFormat::text).toList();
        return String.join(", ", all.subList(0, all.size() - 1)) + " or " + all.get(all.size() - 1);
    }

    static String text(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
