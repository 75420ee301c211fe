package io.github.usagebudget.http;

import io.github.usagebudget.budget.Deadline.Ticker;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.util.concurrent.EventExecutor;
import io.vertx.core.http.impl.HttpUtils;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** How long a connection may be idle before it is closed. Only its event loop calls it. */
final class IdleLimit {
    /**
     * Servers close idle connections after 5 seconds (Apache, Node.js) or more. A request that crosses the closing on its way may have
     * arrived.
     */
    private static final Duration LONGEST = Duration.ofSeconds(4);

    private final Ticker ticker;

    // Mutable state
    private long keepAlive = LONGEST.toNanos();
    private long since;
    private Future<?> timer;

    IdleLimit(Ticker ticker) {
        this.ticker = ticker;
        this.since = ticker.nanos();
    }

    /** A server can announce after how many seconds it closes (Keep-Alive): the limit is a second less. */
    void announced(HttpResponse head) {
        var announced = head.headers().get("Keep-Alive");
        if (announced == null) return;
        var seconds = HttpUtils.parseKeepAliveHeaderTimeout(announced);
        if (seconds >= 0) keepAlive = Math.min(LONGEST.toNanos(), TimeUnit.SECONDS.toNanos(seconds - 1L));
    }

    /** The connection is idle from now on. Returns false if it must not be used again at all. */
    boolean begin(EventExecutor executor, Runnable close) {
        since = ticker.nanos();
        if (keepAlive <= 0) return false;
        timer = executor.schedule(close, keepAlive, TimeUnit.NANOSECONDS);
        return true;
    }

    /** The connection is in use again, or closed. */
    void end() {
        if (timer != null) timer.cancel(false);
    }

    /** Also true if no timer could run, because the process was suspended. */
    boolean hasPassed() {
        return ticker.nanos() - since > LONGEST.toNanos();
    }
}
