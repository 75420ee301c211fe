package io.github.usagebudget.partnercenter;

import static io.github.usagebudget.budget.BudgetFailure.Kind.PARTNER_CENTER_UNAVAILABLE;

import io.github.usagebudget.budget.Budget;
import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.budget.BudgetList;
import io.github.usagebudget.budget.CustomerTenantId;
import io.github.usagebudget.budget.Trail;
import io.github.usagebudget.config.Grant;
import io.github.usagebudget.config.Setting;
import io.github.usagebudget.config.Settings;
import io.github.usagebudget.partnercenter.UsageRecordsReader.Next;
import io.github.usagebudget.partnercenter.UsageRecordsReader.Page;
import io.github.usagebudget.remote.Answer;
import io.github.usagebudget.remote.NoAnswer;
import io.github.usagebudget.remote.Pause;
import io.github.usagebudget.remote.RetrySchedule;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * All customers' budgets from their usage records, page by page; only an app with a user may read them (PARTNER-CENTER.md 4.1 and 5).
 * Thread-safe.
 */
@Singleton
class UsageRecords implements BudgetList {
    /** A list that goes round in circles, or never ends, is given up. */
    private static final int MOST_PAGES = 1_000;

    private final Settings settings;
    private final SignedWire wire;
    private final FaultTranslator faults;
    private final UsageRecordsReader pages;
    private final Pause pause;
    private final RandomGenerator random;

    UsageRecords(Settings settings, SignedWire wire, FaultTranslator faults, Pause pause, RandomGenerator random) {
        this.settings = settings;
        this.wire = wire;
        this.faults = faults;
        this.pages = new UsageRecordsReader();
        this.pause = pause;
        this.random = random;
    }

    @Override
    public Map<CustomerTenantId, Budget> current(Trail trail) {
        if (settings.choice(Setting.PARTNER_CENTER_GRANT, Grant.class) == Grant.APP) return Map.of();
        var listed = new HashMap<CustomerTenantId, Optional<Budget>>();
        var followed = new HashSet<Next>();
        var next = Optional.of(new Next(Map.of(), Optional.empty()));
        while (next.isPresent()) {
            if (!followed.add(next.get())) throw unusable("goes round in circles.");
            if (followed.size() > MOST_PAGES) throw unusable("has more than " + MOST_PAGES + " pages.");
            if (trail.deadline().hasPassed()) throw unusable("could not be read in time.");
            var page = page(next.get(), trail);
            // two records for one customer: neither says anything
            for (var entry : page.entries())
                listed.merge(entry.customer(), entry.budget(), (first, second) -> Optional.empty());
            next = page.next();
        }
        return clear(listed);
    }

    private static Map<CustomerTenantId, Budget> clear(Map<CustomerTenantId, Optional<Budget>> listed) {
        var clear = new HashMap<CustomerTenantId, Budget>();
        listed.forEach((customer, budget) -> budget.ifPresent(known -> clear.put(customer, known)));
        return clear;
    }

    private Page page(Next next, Trail trail) {
        var schedule = new RetrySchedule(
                settings.count(Setting.PARTNER_CENTER_ATTEMPTS, Settings.MOST_ATTEMPTS),
                Duration.ofSeconds(1),
                Duration.ofSeconds(20),
                settings.duration(Setting.PARTNER_CENTER_DEADLINE));
        for (var tries = 1; ; tries++) {
            try {
                return once(next, trail);
            } catch (BudgetFailure failure) {
                var wait = schedule.waitAfter(
                        tries, failure.retryAfter(), trail.deadline().timeLeft(), random);
                if (!failure.retryable() || wait.isEmpty() || !pause.slept(wait.get())) throw failure;
            }
        }
    }

    private Page once(Next next, Trail trail) {
        try {
            var answer = wire.usageRecords(next.query(), next.token().orElse(null), trail);
            if (answer.isGatewayRefusal()) answer.closeConnection();
            if (!answer.successful()) throw faults.translate(answer);
            return pages.read(answer.body()).orElseThrow(() -> notAList(answer));
        } catch (NoAnswer e) {
            throw unusable("could not be had: " + e.getMessage() + ".").because(e);
        }
    }

    /** A page behind a promised link has come as 204 with Retry-After (github.com/microsoft/Partner-Center-Java, issue 114). */
    private BudgetFailure notAList(Answer answer) {
        return faults.withRetryAfter(
                unusable("is not a list: Partner Center answered " + answer.status() + "."), answer);
    }

    private static BudgetFailure unusable(String why) {
        return BudgetFailure.of(PARTNER_CENTER_UNAVAILABLE, "The list of usage records " + why);
    }
}
