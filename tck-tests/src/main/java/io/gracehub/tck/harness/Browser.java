// SPDX-License-Identifier: Apache-2.0
// Copyright the Gracehub contributors
package io.gracehub.tck.harness;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A page in a real browser: Chromium without a window, driven by its DevTools protocol. The browser is the executable
 * that the system property {@value #EXECUTABLE} names, or the first of its usual names on the path.
 */
public final class Browser implements AutoCloseable {

    /** The browser's executable, where it is not on the path. */
    public static final String EXECUTABLE = "gracehub.tck.chromium";

    private static final List<String> NAMES =
            List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");

    private static final Map<String, Integer> CODES = Map.of("Tab", 9, "Enter", 13, "Escape", 27, "Space", 32);

    private final Process process;
    private final DevTools devTools;
    private final String session;

    private Browser(Process process, DevTools devTools, String session) {
        this.process = process;
        this.devTools = devTools;
        this.session = session;
    }

    /** Opens a page. */
    public static Browser open(URI page) {
        Path profile = profile();
        Process process = launch(profile);
        try {
            Path told = profile.resolve("DevToolsActivePort");
            Bound.await(
                    Bound.seconds(60),
                    () -> "the browser does not answer: " + Commands.text(profile.resolve("console.txt")),
                    () -> Commands.text(told).lines().count() >= 2);
            List<String> lines = Commands.text(told).lines().toList();
            DevTools devTools = DevTools.connect(URI.create("ws://127.0.0.1:" + lines.get(0) + lines.get(1)));
            String target = devTools.call("Target.createTarget", Map.of("url", page.toString()), Optional.empty())
                    .getString("targetId");
            String session = devTools.call(
                            "Target.attachToTarget", Map.of("targetId", target, "flatten", true), Optional.empty())
                    .getString("sessionId");
            Browser browser = new Browser(process, devTools, session);
            browser.await("document.readyState === 'complete' && location.href === '" + page + "'", Bound.seconds(30));
            return browser;
        } catch (RuntimeException | Error failure) {
            kill(process);
            throw failure;
        }
    }

    /** Runs an expression in the page, waits for it if it is a promise, and returns its value. */
    public JsonValue evaluate(String expression) {
        JsonObject answer = page(
                "Runtime.evaluate",
                Map.of("expression", expression, "returnByValue", true, "awaitPromise", true, "replMode", true));
        if (answer.containsKey("exceptionDetails")) {
            throw new AssertionError(expression + ": " + answer.get("exceptionDetails"));
        }
        return answer.getJsonObject("result").getOrDefault("value", JsonValue.NULL);
    }

    /** Waits until an expression is true in the page. */
    public void await(String expression, Duration bound) {
        Bound.await(
                bound, () -> expression + " is " + evaluate(expression), () -> evaluate(expression) == JsonValue.TRUE);
    }

    /** Shows the page at a size, in the colours of day or night. */
    public void show(int width, int height, boolean dark) {
        page(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
        Map<String, Object> scheme = Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light");
        page("Emulation.setEmulatedMedia", Map.of("features", List.of(scheme)));
    }

    /** Presses and releases a key: Tab, Enter, Escape or Space. */
    public void press(String key) {
        page("Emulation.setFocusEmulationEnabled", Map.of("enabled", true));
        String text = Map.of("Enter", "\r", "Space", " ").getOrDefault(key, "");
        Map<String, Object> event = Map.of(
                "key",
                key.equals("Space") ? " " : key,
                "code",
                key,
                "windowsVirtualKeyCode",
                CODES.getOrDefault(key, 0));
        Map<String, Object> down = new HashMap<>(event);
        down.put("type", text.isEmpty() ? "rawKeyDown" : "keyDown");
        down.put("text", text);
        page("Input.dispatchKeyEvent", down);
        Map<String, Object> up = new HashMap<>(event);
        up.put("type", "keyUp");
        page("Input.dispatchKeyEvent", up);
    }

    /** Types a text where the focus is. */
    public void type(String text) {
        page("Input.insertText", Map.of("text", text));
    }

    /** Writes what is to be seen into {@code target/screenshots}, for a person to look at. */
    public void screenshot(String name) {
        String image = page("Page.captureScreenshot", Map.of("format", "png")).getString("data");
        try {
            Path directory = Files.createDirectories(Path.of("target", "screenshots"));
            Files.write(directory.resolve(name + ".png"), Base64.getDecoder().decode(image));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private JsonObject page(String method, Map<String, Object> params) {
        return devTools.call(method, params, Optional.of(session));
    }

    @Override
    public void close() {
        devTools.close();
        kill(process);
    }

    private static void kill(Process process) {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Process launch(Path profile) {
        try {
            return new ProcessBuilder(
                            executable(),
                            "--headless=new",
                            "--no-sandbox", // the tests may run as root; it loads nothing but their own pages
                            "--disable-gpu",
                            "--disable-dev-shm-usage",
                            "--disable-background-networking",
                            "--disable-component-update",
                            "--no-first-run",
                            "--remote-debugging-port=0",
                            "--user-data-dir=" + profile,
                            "about:blank")
                    .redirectErrorStream(true)
                    .redirectOutput(profile.resolve("console.txt").toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path profile() {
        try {
            Path directory = Files.createDirectories(Path.of("target", "browsers"));
            return Files.createTempDirectory(directory.toAbsolutePath(), "profile");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String executable() {
        String set = System.getProperty(EXECUTABLE, "");
        Stream<Path> candidates = set.isEmpty()
                ? Stream.of(System.getenv("PATH").split(":", -1))
                        .flatMap(directory -> NAMES.stream().map(name -> Path.of(directory, name)))
                : Stream.of(Path.of(set));
        return candidates
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst()
                .orElseThrow(() -> new AssertionError("This test needs Chromium and found "
                        + (set.isEmpty()
                                ? "none of " + NAMES + " on the path"
                                : "nothing executable at " + EXECUTABLE + "=" + set)
                        + ". Install it (Debian: apt-get install chromium), or set -D" + EXECUTABLE + "."));
    }

    /** Returns a value as the JavaScript that stands for it. */
    public static String literal(String value) {
        return Json.createValue(value).toString();
    }
}
