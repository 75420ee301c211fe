package io.github.usagebudget.function;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** A page in a {@link Browser}, with methods for what a user sees and does. */
final class BrowserPage implements AutoCloseable {
    private final Browser browser;
    private final String session;

    /** Errors of the script, and violations of the page's content security policy. */
    private final List<String> complaints = new CopyOnWriteArrayList<>();

    private BrowserPage(Browser browser, String session) {
        this.browser = browser;
        this.session = session;
    }

    static BrowserPage open(Browser browser, String html) throws IOException {
        return open(browser, html, 1280, 800, false);
    }

    static BrowserPage open(Browser browser, String html, int width, int height, boolean dark) throws IOException {
        var file = Files.writeString(Files.createTempFile(browser.folder(), "page", ".html"), html);
        var target = browser.send("Target.createTarget", Map.of("url", "about:blank"), "")
                .get("targetId");
        var session = browser.send("Target.attachToTarget", Map.of("targetId", target, "flatten", true), "")
                .get("sessionId")
                .textValue();
        var page = new BrowserPage(browser, session);
        browser.event(event -> page.complains(event));
        for (var domain : List.of("Page", "Runtime", "Log")) page.send(domain + ".enable", Map.of());
        page.send(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
        page.media("", dark);
        var loaded = page.loaded();
        page.send("Page.navigate", Map.of("url", file.toUri().toString()));
        Browser.await(loaded);
        return page;
    }

    private boolean isOurs(JsonNode event) {
        return session.equals(event.path("sessionId").asText());
    }

    private boolean complains(JsonNode event) {
        if (isOurs(event) && event.get("method").textValue().matches("Log.entryAdded|Runtime.exceptionThrown"))
            complaints.add(event.get("params").toString());
        return false;
    }

    JsonNode send(String method, Map<String, ?> parameters) {
        return browser.send(method, parameters, session);
    }

    /** The value of an expression in the page. */
    JsonNode value(String expression) {
        var parameters = new LinkedHashMap<String, Object>();
        parameters.put("expression", expression);
        parameters.put("returnByValue", true);
        parameters.put("userGesture", true);
        parameters.put("awaitPromise", true);
        var answer = send("Runtime.evaluate", parameters);
        if (answer.has("exceptionDetails")) throw new AssertionError(answer.get("exceptionDetails"));
        return answer.get("result").path("value");
    }

    String text(String selector) {
        return value("document.querySelector('" + selector + "').innerText")
                .asText()
                .replaceAll("\\s+", " ")
                .strip();
    }

    /** The visible rows of the table, with bars between the cells. */
    List<String> rows() {
        var rows = value("[...document.querySelectorAll('#table tbody tr')]"
                + ".map(row => [...row.cells].map(cell => cell.innerText).join(' | '))");
        return texts(rows);
    }

    /** The ids of the customers in the table, from top to bottom. */
    List<String> customers() {
        return texts(value("[...document.querySelectorAll('[data-id]')].map(row => row.dataset.id)"));
    }

    List<String> filters() {
        return texts(value("[...document.querySelectorAll('.filter')].map(button => button.innerText)"));
    }

    private static List<String> texts(JsonNode items) {
        var texts = new ArrayList<String>();
        items.forEach(
                item -> texts.add(item.asText().replaceAll("[\\s\\u00A0]+", " ").strip()));
        return texts;
    }

    void click(String selector) {
        value("document.querySelector('" + selector + "').click()");
    }

    void search(String wanted) {
        value("at('wanted').value = " + io.github.usagebudget.json.JsonText.of(wanted)
                + "; at('wanted').dispatchEvent(new Event('input'))");
    }

    void order(String key) {
        value("at('order').value = '" + key + "'; at('order').dispatchEvent(new Event('change'))");
    }

    /** Presses keys by name: Tab, Enter, Space. */
    void press(String... keys) {
        for (var key : keys) {
            var text = Map.of("Enter", "\r", "Space", " ").getOrDefault(key, "");
            var code = Map.of("Tab", 9, "Enter", 13, "Space", 32).get(key);
            Stream.of("keyDown", "keyUp")
                    .forEach(type -> send(
                            "Input.dispatchKeyEvent",
                            Map.of(
                                    "type",
                                    type,
                                    "key",
                                    key.equals("Space") ? " " : key,
                                    "code",
                                    key,
                                    "windowsVirtualKeyCode",
                                    code,
                                    "text",
                                    type.equals("keyDown") ? text : "")));
        }
    }

    /** Loads the page again in a browser that runs no scripts. */
    void reloadWithoutScripts() {
        send("Emulation.setScriptExecutionDisabled", Map.of("value", true));
        var loaded = loaded();
        send("Page.reload", Map.of());
        Browser.await(loaded);
    }

    private CompletableFuture<JsonNode> loaded() {
        return browser.event(
                event -> isOurs(event) && event.get("method").textValue().equals("Page.loadEventFired"));
    }

    /** Emulates the media type {@code print} or {@code screen}. */
    void media(String type, boolean dark) {
        send(
                "Emulation.setEmulatedMedia",
                Map.of(
                        "media",
                        type,
                        "features",
                        List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
    }

    /** The text of the file that a click downloads. */
    String saved(String selector) throws IOException {
        var folder = Files.createTempDirectory(browser.folder(), "saved");
        browser.send(
                "Browser.setDownloadBehavior",
                Map.of("behavior", "allow", "downloadPath", folder.toString(), "eventsEnabled", true),
                "");
        var complete = browser.event(
                event -> event.path("params").path("state").asText().equals("completed"));
        click(selector);
        Browser.await(complete);
        try (var files = Files.list(folder)) {
            return Files.readString(files.findFirst().orElseThrow(), StandardCharsets.UTF_8);
        }
    }

    List<String> complaints() {
        return complaints;
    }

    @Override
    public void close() {
        send("Page.close", Map.of());
    }
}
