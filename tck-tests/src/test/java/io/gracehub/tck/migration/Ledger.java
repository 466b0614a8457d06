// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.migration;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What one client has sent and received, checked as it comes: each number is answered once, in order, and the
 * connection stays. It understands answers {@code <number>@<server>} and a server's own messages
 * {@code push <number>@<server>#<session>}. Safe for use by several threads.
 */
final class Ledger {

    private static final int HISTORY = 80;
    private static final Pattern ANSWER = Pattern.compile("(\\d+)@(\\w+)");
    private static final Pattern PUSH = Pattern.compile("push (\\d+)@(\\w+#.*)");

    /** In which order answers must come. */
    enum Order {
        /** In that of the questions. */
        STRICT,
        /** In that of the questions as far as one server has answered them: what it sends late comes late. */
        BY_SERVER
    }

    private final String client;
    private final Order order;
    private final long began = System.nanoTime();
    private final Deque<String> history = new ArrayDeque<>();
    private final List<String> problems = new ArrayList<>();
    private final List<String> ends = new ArrayList<>();
    private final Map<Integer, Long> unanswered = new LinkedHashMap<>();
    private final Set<Integer> answered = new HashSet<>();
    private final Set<Integer> forgiven = new HashSet<>();
    private final Map<String, Integer> last = new HashMap<>();
    private final Map<String, Integer> pushes = new LinkedHashMap<>();
    private final List<String> servers = new ArrayList<>();
    private long worstNanos;
    private int sent;
    private boolean leaving;
    private boolean closed;
    private boolean broken;

    Ledger(String client, Order order) {
        this.client = client;
        this.order = order;
    }

    /** The name by which its servers know the client. */
    String client() {
        return client;
    }

    /** Notes a question and returns its number. */
    synchronized int send(long nanos) {
        sent++;
        unanswered.put(sent, nanos);
        note(nanos, "sent " + sent);
        return sent;
    }

    /** Notes a message that came. */
    synchronized void received(long nanos, String text) {
        note(nanos, "got " + text);
        Matcher answer = ANSWER.matcher(text);
        Matcher push = PUSH.matcher(text);
        if (closed) {
            problem("got " + text + " after the end");
        } else if (answer.matches()) {
            answered(nanos, Integer.parseInt(answer.group(1)), answer.group(2));
        } else if (push.matches()) {
            pushed(Integer.parseInt(push.group(1)), push.group(2));
        } else {
            problem("got what is no answer: " + text);
        }
    }

    private void answered(long nanos, int number, String server) {
        Long asked = unanswered.remove(number);
        if (asked == null && !forgiven.remove(number)) {
            problem((answered.contains(number) ? "answered twice: " : "answered, but never asked: ") + number);
            return;
        }
        answered.add(number);
        if (asked != null) {
            worstNanos = Math.max(worstNanos, nanos - asked);
        }
        Integer before = last.put(order == Order.STRICT ? "" : server, number);
        if (before != null && number < before) {
            problem(number + " answered after " + before);
        }
        if (servers.isEmpty() || !servers.get(servers.size() - 1).equals(server)) {
            servers.add(server);
        }
    }

    private void pushed(int number, String session) {
        Integer before = pushes.put(session, number);
        if (before == null ? number != 1 : number != before + 1) {
            problem("push " + number + " of " + session + " after " + before);
        }
    }

    /** Notes something wrong that only the client itself can see. */
    synchronized void failed(long nanos, String what) {
        note(nanos, what);
        problem(what);
    }

    /** Notes that a question could not be sent: there is no connection any more. */
    synchronized void unsendable(long nanos, int number, Throwable failure) {
        note(nanos, "could not send " + number);
        broken = true;
        if (!leaving) {
            end("could not send " + number + ": " + failure);
        }
    }

    /** Notes that the client closes the connection: its end is no problem then. */
    synchronized void leave(long nanos) {
        leaving = true;
        note(nanos, "leaves");
    }

    /** Notes the end of the connection. */
    synchronized void closed(long nanos, int code, String reason) {
        note(nanos, "closed " + code + " " + reason);
        if (!leaving && !closed) {
            end("closed with " + code + " " + reason);
        }
        closed = true;
    }

    private void note(long nanos, String what) {
        if (history.size() == HISTORY) {
            history.removeFirst();
        }
        String shown = what.length() < 60 ? what : what.substring(0, 60) + "...";
        history.addLast("%.3f %s".formatted((nanos - began) / 1e9, shown));
    }

    private void end(String what) {
        problem(what);
        ends.add(problems.get(problems.size() - 1));
    }

    private void problem(String what) {
        problems.add(what.length() < 200 ? what : what.substring(0, 200) + "...");
    }

    /** Whether the last question has been answered: what was asked before it and was not is lost. */
    synchronized boolean lastAnswered() {
        return !unanswered.containsKey(sent);
    }

    /** The questions that wait for an answer. */
    synchronized int outstanding() {
        return unanswered.size();
    }

    /** No longer wants an answer to the questions that wait: it may have gone down with a server. Returns how many there were. */
    synchronized int forgive() {
        int lost = unanswered.size();
        forgiven.addAll(unanswered.keySet());
        unanswered.clear();
        return lost;
    }

    synchronized boolean open() {
        return !closed && !broken;
    }

    synchronized int sent() {
        return sent;
    }

    /** What is wrong, with questions that were not answered as the last; empty if all is well. */
    synchronized List<String> problems() {
        List<String> all = new ArrayList<>(problems);
        if (!unanswered.isEmpty() && !leaving) {
            all.add("never answered: " + unanswered.keySet());
        }
        return all;
    }

    /** What no end of a connection and no crash of a server excuses: answers doubled, out of order, changed, of nobody's asking. */
    synchronized List<String> wrongs() {
        return problems.stream().filter(problem -> !ends.contains(problem)).toList();
    }

    /** The number of the last message of its own that a session has sent; 0 if none came. */
    synchronized int lastPush(String server, String session) {
        return pushes.getOrDefault(server + "#" + session, 0);
    }

    /** The servers that answered, one after the other. */
    synchronized List<String> servers() {
        return List.copyOf(servers);
    }

    /** The longest time from a question to its answer. */
    synchronized long worstNanos() {
        return worstNanos;
    }

    @Override
    public synchronized String toString() {
        return client + ": " + problems() + "\n    " + String.join("\n    ", history);
    }
}
