package io.github.usagebudget.function;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.TimerTrigger;
import io.github.usagebudget.budget.Deadline;
import io.github.usagebudget.budget.Ticker;
import io.github.usagebudget.entra.RefreshTokenRenewal;
import jakarta.inject.Singleton;
import java.time.Duration;

/** On {@code REFRESH_TOKEN_SCHEDULE}: renews the user's refresh token, and leaves one line that says how it went. Thread-safe. */
@Singleton
public class RenewRefreshTokenTrigger {
    static final String NAME = "renew-refresh-token";

    private static final Duration LONGEST = Duration.ofMinutes(2);

    private final RefreshTokenRenewal renewal;
    private final RenewalLog log;
    private final Ticker ticker;

    RenewRefreshTokenTrigger(RefreshTokenRenewal renewal, RenewalLog log, Ticker ticker) {
        this.renewal = renewal;
        this.log = log;
        this.ticker = ticker;
    }

    /** Never throws for a renewal that failed: the host would only log a stack trace, and the next run tries again. */
    @FunctionName(NAME)
    public void run(
            @TimerTrigger(name = "timer", schedule = "%REFRESH_TOKEN_SCHEDULE%") String timer,
            ExecutionContext context) {
        log.write(context, renewal.renew(Deadline.after(LONGEST, ticker)));
    }
}
