package io.github.usagebudget.function;

import io.github.usagebudget.budget.Deadline;
import io.github.usagebudget.budget.Deadline.Ticker;
import io.github.usagebudget.readiness.ReadinessService;
import io.github.usagebudget.readiness.ReadinessService.Readiness;
import io.quarkus.funqy.Funq;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Reports whether settings, identity, vault, sign-in and Partner Center work. Changes nothing. Thread-safe. */
@Singleton
public class ReadinessFunction {
    static final String NAME = "readiness";

    /** Well within the 230 s after which the platform ends an HTTP answer. */
    private static final Duration LONGEST = Duration.ofSeconds(90);

    private final ReadinessService doctor;
    private final Ticker ticker;

    ReadinessFunction(ReadinessService doctor, Ticker ticker) {
        this.doctor = doctor;
        this.ticker = ticker;
    }

    @Funq(NAME)
    public Readiness readiness() {
        return doctor.examine(Deadline.after(LONGEST, ticker));
    }
}
