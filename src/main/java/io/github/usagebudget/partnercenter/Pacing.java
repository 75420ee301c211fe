package io.github.usagebudget.partnercenter;

/**
 * Finds the rate that a limit allows, without being told. Between two refusals the limit was used up at both ends: what got through
 * between them is what it allows. From there the rate creeps up again until the next refusal, faster the longer that takes. Decides and
 * never waits; times are nanoseconds. Not thread-safe.
 */
final class Pacing {
    private static final long SECOND = 1_000_000_000L;
    /** Requests under way when the first was refused are refused for the same reason. */
    private static final long ONE_EVENT = SECOND / 2;

    private static final long STEP = SECOND / 4;
    /** Nobody was refused for so long that the pace is no longer needed. */
    private static final long FORGOTTEN = 300 * SECOND;

    // Per thousand, because nothing here is worth a binary fraction
    private static final long FIRST = 700;
    private static final long LEAST = 700;
    private static final long BACK = 980;
    private static final long SEARCH = 80;
    private static final long MOST = 20;

    // Mutable state
    private long interval;
    private long next;
    private long firstTurn;
    private long turns;
    private long lastEvent;
    private long events;
    private long passed;
    private long lastStep;

    /** When the next request may go out. */
    long turn(long now) {
        if (events > 0 && now - lastEvent > FORGOTTEN) forget();
        if (events == 0) count(now);
        var turn = Math.max(now, next);
        next = turn + interval;
        return turn;
    }

    /** A request got through. */
    void passed(long now) {
        passed++;
        if (events == 0 || now - lastStep < STEP) return;
        lastStep = now;
        // after the first refusal nothing is known but that its rate was too high; later there is an estimate to start
        // from
        var seconds = (now - lastEvent) / SECOND;
        var faster = events == 1 ? SEARCH : Math.min(MOST, seconds);
        interval = Math.max(1, interval * 1000 / (1000 + faster));
    }

    /** A request was refused, because of the limit that all share. */
    void refused(long now) {
        if (events > 0 && now - lastEvent < ONE_EVENT) return;
        if (events == 0) interval = slower(Math.max(1, now - firstTurn) / Math.max(1, turns), FIRST);
        else {
            var slowest = slower(interval, LEAST);
            var allowed = passed == 0 ? slowest : (now - lastEvent) / passed;
            interval = slower(Math.min(slowest, Math.max(interval, allowed)), BACK);
        }
        events++;
        lastEvent = now;
        lastStep = now;
        passed = 0;
        next = Math.max(next, now);
    }

    /** Nothing goes out before then. */
    void holdUntil(long time) {
        next = Math.max(next, time);
    }

    /** The rate before the first refusal: over the last second or two. */
    private void count(long now) {
        if (turns == 0 || now - firstTurn > 2 * SECOND) {
            firstTurn = now;
            turns = 0;
        }
        turns++;
    }

    private void forget() {
        interval = 0;
        next = 0;
        events = 0;
        turns = 0;
        passed = 0;
    }

    private static long slower(long interval, long perThousand) {
        return interval * 1000 / perThousand;
    }
}
