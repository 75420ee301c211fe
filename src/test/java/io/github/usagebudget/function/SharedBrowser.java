package io.github.usagebudget.function;

import java.io.IOException;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** One browser for all tests of a class, which are skipped if there is none on this machine. A JUnit extension in a static field. */
final class SharedBrowser implements BeforeAllCallback, AfterAllCallback {
    private Browser browser;

    @Override
    public void beforeAll(ExtensionContext context) {
        browser = Browser.started();
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        if (browser != null) browser.close();
    }

    BrowserPage open(String html) throws IOException {
        return BrowserPage.open(browser, html);
    }

    BrowserPage open(String html, int width, int height, boolean dark) throws IOException {
        return BrowserPage.open(browser, html, width, height, dark);
    }
}
