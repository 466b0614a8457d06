// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.message;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.text.MessageFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One message with an id that is never reused, such as {@code GRACEHUB1401I}. Each package keeps its own in a class
 * {@code Messages}, in its range of {@code message-ranges.txt}. A message says what happened, the value seen, and what
 * to do; it never carries payloads, tokens or secrets.
 *
 * @param id 1000 to 9999
 * @param level INFO, WARNING or ERROR
 * @param pattern a {@link MessageFormat} pattern: {@code {0}}, and {@code ''} for an apostrophe
 */
public record Message(int id, Level level, String pattern) {

    private static final Logger LOGGER = System.getLogger("io.gracehub");

    public static Message info(int id, String pattern) {
        return new Message(id, Level.INFO, pattern);
    }

    /** For whoever looks for a cause; not shown by default. */
    public static Message debug(int id, String pattern) {
        return new Message(id, Level.DEBUG, pattern);
    }

    public static Message warning(int id, String pattern) {
        return new Message(id, Level.WARNING, pattern);
    }

    public static Message error(int id, String pattern) {
        return new Message(id, Level.ERROR, pattern);
    }

    /** Returns the id and the text, for an exception or a log. Numbers are written without grouping. */
    public String text(@Nullable Object... values) {
        Object[] plain = new Object[values.length];
        for (int i = 0; i < values.length; i++) {
            plain[i] = String.valueOf(values[i]);
        }
        return code() + ": " + new MessageFormat(pattern, Locale.ROOT).format(plain);
    }

    public String code() {
        return "GRACEHUB" + id + level.name().charAt(0);
    }

    public void log(@Nullable Object... values) {
        if (LOGGER.isLoggable(level)) {
            LOGGER.log(level, text(values));
        }
    }

    /** Logs the message with its cause's stack trace, which helps only where user code has failed. */
    public void logWith(@Nullable Throwable cause, @Nullable Object... values) {
        LOGGER.log(level, text(values), cause);
    }
}
