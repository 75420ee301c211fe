package io.github.usagebudget.testing;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Every log record of the process as text, with its stack trace if it has one: during each test as an extension, or between listen and stop. */
public final class CapturedLog implements BeforeEachCallback, AfterEachCallback {
    private final List<String> lines = new CopyOnWriteArrayList<>();

    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord entry) {
            var trace = new StringWriter();
            if (entry.getThrown() != null) entry.getThrown().printStackTrace(new PrintWriter(trace));
            lines.add(entry.getLevel() + " " + entry.getMessage() + " " + trace);
        }

        @Override
        public void flush() {
            // nothing is buffered
        }

        @Override
        public void close() {
            // nothing is open
        }
    };

    @Override
    public void beforeEach(ExtensionContext context) {
        listen();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        stop();
    }

    public void listen() {
        handler.setLevel(Level.ALL);
        Logger.getLogger("").addHandler(handler);
    }

    public void stop() {
        Logger.getLogger("").removeHandler(handler);
    }

    public List<String> lines() {
        return List.copyOf(lines);
    }
}
