// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.gateway.message;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One message with an id that is never reused, such as {@code GRACEHUB5801I}. Each package keeps its own in a class
 * {@code Messages}, in its range of {@code message-ranges.txt}. A message says what happened, the value seen, and what
 * to do; it never carries payloads, tokens or secrets.
 *
 * @param id 5000 to 5999
 * @param level INFO, WARNING or ERROR
 * @param pattern a {@link MessageFormat} pattern: {@code {0}}, and {@code ''} for an apostrophe
 */
public record Message(int id, Level level, String pattern) {

    private static final Logger LOGGER = System.getLogger("io.gracehub.gateway");

    /** A value that is longer is cut: headers, names and reasons come from others. */
    private static final int LONGEST_VALUE = 1000;

    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\\u2028\\u2029]");

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

    /**
     * Returns the id and the text, for an exception or a log. Numbers are written without grouping; a value stays on
     * one line, so that nobody can forge a message with a header or a reason.
     */
    public String text(@Nullable Object... values) {
        Object[] plain = new Object[values.length];
        for (int i = 0; i < values.length; i++) {
            plain[i] = CONTROL.matcher(cut(String.valueOf(values[i]))).replaceAll("?");
        }
        return code() + ": " + new MessageFormat(pattern, Locale.ROOT).format(plain);
    }

    private static String cut(String value) {
        return value.length() <= LONGEST_VALUE ? value : value.substring(0, LONGEST_VALUE) + "...";
    }

    public String code() {
        return "GRACEHUB" + id + level.name().charAt(0);
    }

    public void log(@Nullable Object... values) {
        if (LOGGER.isLoggable(level)) {
            LOGGER.log(level, text(values));
        }
    }

    /** Logs the message with its cause's stack trace, which helps only where the gateway itself has failed. */
    public void logWith(@Nullable Throwable cause, @Nullable Object... values) {
        LOGGER.log(level, text(values), cause);
    }
}
