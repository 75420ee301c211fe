package io.github.usagebudget.partnercenter;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;

/**
 * Several processes that share one limit, simulated event by event in virtual time. Each process reads and writes customers in a few places at a time and paces its requests with a separate {@link Pacing}. A customer that is refused waits outside. Times are nanoseconds.
 */
final class PacingSimulation {
    private static final long SECOND = SimulatedLimit.SECOND;
    private static final long MILLISECOND = SECOND / 1000;
    private static final long LONGEST = 7200 * SECOND;
    /** The pace can change while a request waits, as in {@code PlanThrottle}. */
    private static final long LOOK_AGAIN = 100 * MILLISECOND;

    private static final int MOST_OUTSIDE = 128;
    private static final int MOST_REFUSALS = 20;
    private static final int REQUESTS = 2;

    private record Event(long at, long order, Runnable what) {}

    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparingLong(Event::at).thenComparingLong(Event::order));
    private final SimulatedLimit limit;
    private final long latency;
    private final long latencyOfRefusal;
    private final Random random;
    private final List<Process> processes = new ArrayList<>();

    // Mutable state
    private long order;
    private long now;
    private long ended;
    private long served;
    private long refused;
    private int failed;

    PacingSimulation(SimulatedLimit limit, int latency, int latencyOfRefusal, long seed) {
        this.limit = limit;
        this.latency = latency * MILLISECOND;
        this.latencyOfRefusal = latencyOfRefusal * MILLISECOND;
        this.random = new Random(seed);
    }

    /** One process, one run. */
    PacingSimulation run(int places, int customers) {
        var process = new Process(places);
        at(0, () -> process.add(customers));
        return simulated();
    }

    /** A plan in batches of 100 customers: this many batches in each process, all started within this many seconds. */
    PacingSimulation batches(int places, int within, int... batches) {
        var all = java.util.Arrays.stream(batches).sum();
        for (var ofOne : batches) {
            var process = new Process(places);
            var start = within == 0 ? 0 : random.nextLong(within * SECOND);
            for (var i = 0; i < ofOne; i++)
                at(start + i * 5 * MILLISECOND, () -> {
                    process.pacing.batchStarts(now, all);
                    process.add(100);
                });
        }
        return simulated();
    }

    private PacingSimulation simulated() {
        while (!events.isEmpty() && now < LONGEST) {
            var event = events.poll();
            now = event.at();
            event.what().run();
        }
        return this;
    }

    double seconds() {
        return (double) ended / SECOND;
    }

    double percentRefused() {
        return 100.0 * refused / (served + refused);
    }

    /** Customers that were refused too often or did not finish. */
    int notDone() {
        return failed + processes.stream().mapToInt(Process::left).sum();
    }

    private void at(long time, Runnable what) {
        events.add(new Event(time, order++, what));
    }

    private final class Process {
        private final Pacing pacing = new Pacing();
        private final Deque<SimulatedCustomer> line = new ArrayDeque<>();
        private final Deque<SimulatedCustomer> back = new ArrayDeque<>();
        // Mutable state
        private int places;
        private int outside;
        private int notStarted;
        private int underWay;
        private int started;
        private long looksAt = -1;

        Process(int places) {
            this.places = places;
            processes.add(this);
        }

        int left() {
            return notStarted + underWay;
        }

        void add(int customers) {
            notStarted += customers;
            fill();
        }

        private void fill() {
            while (places > 0 && !(back.isEmpty() && (notStarted == 0 || outside >= MOST_OUTSIDE))) {
                places--;
                if (back.isEmpty()) {
                    notStarted--;
                    underWay++;
                    line.add(new SimulatedCustomer(this, started++));
                } else line.add(back.poll());
                takeTurns();
            }
        }

        private void takeTurns() {
            while (!line.isEmpty()) {
                var turn = Math.min(pacing.nextTurn(now), now + LOOK_AGAIN);
                if (turn > now) {
                    lookAt(turn);
                    return;
                }
                pacing.turnTaken(now);
                line.poll().send();
            }
        }

        private void lookAt(long time) {
            if (looksAt >= now && looksAt <= time) return;
            looksAt = time;
            at(time, () -> {
                if (looksAt != time) return;
                looksAt = -1;
                takeTurns();
            });
        }
    }

    private final class SimulatedCustomer {
        private final Process process;
        private final int number;
        // Mutable state
        private int done;
        private int refusals;

        SimulatedCustomer(Process process, int number) {
            this.process = process;
            this.number = number;
        }

        void send() {
            var sent = now;
            var wait = limit.refusal(now, random);
            if (wait > 0) at(now + latencyOfRefusal, () -> refused(sent, wait));
            else at(now + latency * (80 + random.nextInt(41)) / 100, () -> passed(sent));
        }

        private void passed(long sent) {
            served++;
            process.pacing.passed(now, sent);
            if (++done == REQUESTS) end();
            else {
                process.line.add(this);
                process.takeTurns();
            }
        }

        private void refused(long sent, long wait) {
            refused++;
            process.pacing.refused(now, sent, number, wait);
            if (++refusals == MOST_REFUSALS) {
                failed++;
                end();
                return;
            }
            process.outside++;
            process.places++;
            at(now + wait, () -> {
                process.outside--;
                process.back.add(this);
                process.fill();
            });
            process.fill();
        }

        private void end() {
            ended = now;
            process.underWay--;
            process.places++;
            process.fill();
        }
    }
}
