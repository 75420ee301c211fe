package io.github.usagebudget.partnercenter;

import io.github.usagebudget.budget.Budget;
import io.github.usagebudget.budget.BudgetPolicy;
import io.github.usagebudget.budget.CustomerLocks;
import io.github.usagebudget.budget.Deadline;
import io.github.usagebudget.budget.PartnerLists.UsageRecord;
import io.github.usagebudget.budget.UpdateContext;
import io.github.usagebudget.budget.UpdateContext.RunPlace;
import io.github.usagebudget.budget.UpdateUsageBudget;
import io.github.usagebudget.budget.UpdateUsageBudget.BudgetAttempt;
import io.github.usagebudget.config.Settings;
import io.github.usagebudget.entra.FakeAccessTokens;
import io.github.usagebudget.http.Retrier;
import io.github.usagebudget.http.Retrier.Sleeper;
import io.github.usagebudget.partnercenter.RandomStoryServer.StoryRequest;
import io.github.usagebudget.simulator.VirtualTime;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;

/** Runs one story with the real client in virtual time, and returns which guarantees were broken. */
final class RandomStoryRun {
    static final int ATTEMPTS = 3;
    static final Duration DEADLINE = Duration.ofSeconds(90);
    static final Duration RUN = Duration.ofMinutes(30);
    static final Instant START = Instant.parse("2026-11-28T08:00:00Z");
    private static final Settings SETTINGS = new Settings(name ->
            Optional.ofNullable(Map.of("PARTNER_CENTER_GRANT", "app-and-user", "PARTNER_CENTER_ATTEMPTS", "" + ATTEMPTS)
                    .get(name)));

    private final RandomStory story;
    private final VirtualTime time = new VirtualTime(START);
    private final RandomStoryServer server;
    private final UpdateContext context;

    // Mutable state
    private BudgetAttempt attempt;

    private RandomStoryRun(RandomStory story) {
        this.story = story;
        this.server = new RandomStoryServer(story, time);
        var deadline = Deadline.after(DEADLINE, time::nanos);
        this.context = new UpdateContext(UUID.randomUUID(), UUID.randomUUID(), deadline);
        if (story.inPlan()) context.inRun(new Place());
    }

    /** The result of the update: an outcome or the code of a failure. */
    record Ending(String outcome, List<String> brokenGuarantees, List<StoryRequest> requests) {}

    static Ending told(RandomStory story) {
        var run = new RandomStoryRun(story);
        run.tell();
        return new Ending(
                run.ending(), StoryGuarantees.broken(story, run.server, run.attempt, run.time), run.server.requests);
    }

    private final class Place implements RunPlace {
        private final Deadline end = Deadline.after(RUN, time::nanos);

        @Override
        public boolean waitOutside(Duration wait) {
            if (wait.compareTo(end.timeLeft()) >= 0) return false;
            sleeper(wait);
            return true;
        }

        @Override
        public Deadline end() {
            return end;
        }
    }

    private void sleeper(Duration wait) {
        time.advance(wait);
        server.waited();
    }

    private void tell() {
        Sleeper sleeper = this::sleeper;
        var faults = new PartnerCenterErrors(time);
        var client = client(server, faults, sleeper);
        var retrier = new Retrier(time, sleeper, new Random(story.hashCode()));
        var budgets = new PartnerCenterBudgets(SETTINGS, client, faults, retrier);
        var policy = new BudgetPolicy(
                Optional.empty(), Optional.ofNullable(story.increase()).map(BigDecimal::valueOf));
        var listed = Optional.<Budget>empty();
        if (story.listed() != null) {
            var records = new PartnerCenterLists(
                    SETTINGS, client(listServer(), faults, sleeper), new ListReader(SETTINGS, faults, retrier));
            var fresh = new UpdateContext(UUID.randomUUID(), UUID.randomUUID(), Deadline.after(DEADLINE, time::nanos));
            listed = Optional.ofNullable(
                            UsageRecord.byCustomer(records.usageRecords(fresh).complete("usage records"))
                                    .get(UpdateFixture.CUSTOMER))
                    .flatMap(UsageRecord::budget);
        }
        attempt = new UpdateUsageBudget(budgets, policy, new CustomerLocks(), story.inPlan())
                .attempt(story.change(), listed, context);
    }

    private RandomStoryServer listServer() {
        return new RandomStoryServer(
                new RandomStory(story.initial(), story.amount(), null, false, true, story.listed(), null, List.of()),
                time);
    }

    private AuthorizedClient client(RandomStoryServer partnerCenter, PartnerCenterErrors faults, Sleeper sleeper) {
        var tokens = new FakeAccessTokens(time, partnerCenter::credentials);
        return new AuthorizedClient(SETTINGS, tokens, faults, new PlanThrottle(time, time::nanos, sleeper)) {
            @Override
            PartnerCenterApi connected() {
                return partnerCenter;
            }
        };
    }

    private String ending() {
        return attempt.failure()
                .map(failure -> failure.kind().code())
                .orElse(attempt.outcome().name());
    }
}
