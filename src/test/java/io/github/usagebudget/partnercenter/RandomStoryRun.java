package io.github.usagebudget.partnercenter;

import io.github.usagebudget.budget.Budget;
import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.budget.BudgetFailure.Kind;
import io.github.usagebudget.budget.BudgetPolicy;
import io.github.usagebudget.budget.CustomerLocks;
import io.github.usagebudget.budget.Deadline;
import io.github.usagebudget.budget.PartnerLists.UsageRecord;
import io.github.usagebudget.budget.UpdateContext;
import io.github.usagebudget.budget.UpdateContext.RunPlace;
import io.github.usagebudget.budget.UpdateUsageBudget;
import io.github.usagebudget.budget.UpdateUsageBudget.BudgetAttempt;
import io.github.usagebudget.budget.UpdateUsageBudget.BudgetAttempt.Outcome;
import io.github.usagebudget.config.Settings;
import io.github.usagebudget.entra.FakeAccessTokens;
import io.github.usagebudget.http.Retrier;
import io.github.usagebudget.http.Retrier.Sleeper;
import io.github.usagebudget.partnercenter.RandomStory.StoryFault;
import io.github.usagebudget.partnercenter.RandomStoryServer.StoryRequest;
import io.github.usagebudget.simulator.VirtualTime;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.function.Predicate;

/** Runs one story with the real client in virtual time, and returns which guarantees were broken. */
final class RandomStoryRun {
    private static final int ATTEMPTS = 3;
    private static final Duration DEADLINE = Duration.ofSeconds(90);
    private static final Duration RUN = Duration.ofMinutes(30);
    private static final Settings SETTINGS = new Settings(name ->
            Optional.ofNullable(Map.of("PARTNER_CENTER_GRANT", "app-and-user", "PARTNER_CENTER_ATTEMPTS", "" + ATTEMPTS)
                    .get(name)));

    private final RandomStory story;
    private final VirtualTime time = new VirtualTime(Instant.parse("2026-11-28T08:00:00Z"));
    private final RandomStoryServer server;
    private final UpdateContext context;
    private final List<String> broken = new ArrayList<>();

    // Mutable state
    private BudgetAttempt attempt;
    private BudgetFailure failure;

    private RandomStoryRun(RandomStory story) {
        this.story = story;
        this.server = new RandomStoryServer(story, time);
        var deadline = Deadline.after(DEADLINE, time::nanos);
        this.context = new UpdateContext(UUID.randomUUID(), UUID.randomUUID(), deadline);
        if (story.inPlan()) context.inRun(new Place());
    }

    /** The result of the update: an outcome or the code of a failure. */
    record Ending(String outcome, List<String> brokenPromises, List<StoryRequest> requests) {}

    static Ending told(RandomStory story) {
        var run = new RandomStoryRun(story);
        run.tell();
        run.check();
        return new Ending(run.ending(), run.broken, run.server.requests);
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
        failure = attempt.failure().orElse(null);
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
        return failure == null ? attempt.outcome().name() : failure.kind().code();
    }

    private void check() {
        checkOutcome();
        checkRequests();
        checkExpectations();
        checkTime();
    }

    private void promise(boolean kept, String what) {
        if (!kept) broken.add(what);
    }

    private void checkOutcome() {
        var asked = story.change().asked();
        var patches = count(StoryRequest::patch);
        if (failure == null) {
            switch (attempt.outcome()) {
                case UPDATED, REMOVED -> {
                    promise(
                            lastShown().filter(asked::sameAs).isPresent(),
                            "a success that Partner Center did not confirm");
                    promise(
                            server.requests.stream()
                                    .anyMatch(request -> request.patch()
                                            && (request.applied()
                                                    || request.fault().mayHide())),
                            "a success of what cannot have been done");
                    promise((attempt.outcome() == Outcome.REMOVED) == (story.amount() == null), "the wrong success");
                }
                case UNCHANGED -> {
                    promise(patches == 0, "unchanged, but a PATCH was sent");
                    promise(
                            lastShown().filter(asked::sameAs).isPresent() || listSays(asked),
                            "unchanged, but nothing said so");
                }
                case PLANNED -> promise(story.dryRun(), "planned outside a dry run");
                case FAILED, UNKNOWN -> promise(false, "failed without a failure");
            }
            return;
        }
        var unknown = failure.kind() == Kind.OUTCOME_UNKNOWN;
        if (!unknown) promise(hiddenChange().isEmpty(), "a failure that hides a change");
        if (unknown)
            promise(
                    server.requests.stream()
                            .anyMatch(request ->
                                    request.patch() && request.fault().mayHide()),
                    "an unknown outcome of what cannot have been done");
        var faultless =
                story.steps().stream().allMatch(step -> step.fault() == StoryFault.OK && step.meddled() == null);
        if (faultless)
            promise(
                    failure.kind() == Kind.BUDGET_CHANGED || failure.kind() == Kind.AMOUNT_REFUSED,
                    "a failure without a fault");
        if (failure.kind() == Kind.THROTTLED) promise(failure.retryAfter().isPresent(), "throttled without a wait");
    }

    /** A PATCH of this update was applied, and no read since then showed another budget. */
    private Optional<StoryRequest> hiddenChange() {
        var hidden = Optional.<StoryRequest>empty();
        for (var request : server.requests) {
            if (request.applied()) hidden = Optional.of(request);
            else if (request.answered().isPresent()) hidden = Optional.empty();
        }
        return hidden;
    }

    private Optional<Budget> lastShown() {
        return server.requests.isEmpty()
                ? Optional.empty()
                : server.requests.get(server.requests.size() - 1).answered();
    }

    /** A clear record, which can be out of date. */
    private boolean listSays(Budget asked) {
        if (story.listed() == null) return false;
        var listed = switch (story.listed()) {
            case TRUE -> Optional.of(RandomStory.budget(story.initial()));
            case AS_PLANNED -> Optional.of(asked);
            case STALE -> Optional.of(RandomStory.budget("55.55"));
            case MISSPELLED, CONTRADICTORY, TWICE, ANOTHER_TYPE, ABSENT -> Optional.<Budget>empty();
        };
        return listed.filter(asked::sameAs).isPresent()
                && (story.expected() == null
                        || RandomStory.budget(story.expected()).sameAs(listed.get()));
    }

    private void checkRequests() {
        var counted = new int[3];
        var refused = new int[3];
        var throttled = 0;
        var patched = false;
        for (var request : server.requests) {
            patched |= request.patch();
            var kind = request.patch() ? 0 : patched ? 2 : 1;
            if (story.inPlan() && request.fault().name().startsWith("S429")) throttled++;
            else counted[kind]++;
            if (request.fault() == StoryFault.S401) refused[kind]++;
        }
        for (var kind = 0; kind < 3; kind++)
            promise(counted[kind] <= ATTEMPTS + Math.min(1, refused[kind]), "more requests than promised");
        promise(throttled <= 21, "refused more often than promised");
        promise(ids(StoryRequest::patch) <= 1, "a retry under another MS-RequestId");
        // a read that is repeated with a fresh token counts once
        promise(
                ids(request -> !request.patch())
                        >= count(request -> !request.patch()) - count(request -> request.fault() == StoryFault.S401),
                "two reads under one MS-RequestId");
        promise(!story.dryRun() || count(StoryRequest::patch) == 0, "a dry run that writes");
        promise(attempt.writes() == count(StoryRequest::patch), "PATCHes counted wrongly");
        promise(attempt.reads() == count(request -> !request.patch()), "GETs counted wrongly");
        var plain = !story.inPlan() && !story.dryRun() && story.expected() == null && story.increase() == null;
        if (plain && story.steps().isEmpty()) promise(server.requests.size() == 1, "a plain update costs one call");
    }

    private void checkExpectations() {
        for (var request : server.requests) {
            if (!request.patch()) continue;
            var ours = request.before().sameAs(story.change().asked());
            if (story.expected() != null)
                promise(
                        ours || RandomStory.budget(story.expected()).sameAs(request.before()),
                        "a PATCH that expectedAmount forbids");
            if (story.increase() != null
                    && story.amount() != null
                    && request.before().amount().isPresent()) {
                var most = request.before().amount().get().multiply(new BigDecimal("1.20"));
                promise(
                        ours || new BigDecimal(story.amount()).compareTo(most) <= 0,
                        "a PATCH that a guard rail forbids");
            }
        }
        if (failure == null && attempt.previous().isPresent() && story.listed() == null && !server.meddled)
            promise(attempt.previous().get().sameAs(RandomStory.budget(story.initial())), "a wrong previous amount");
    }

    private void checkTime() {
        var elapsed = Duration.between(Instant.parse("2026-11-28T08:00:00Z"), time.instant());
        // one attempt can start just before the deadline
        var most = (story.inPlan() ? RUN : DEADLINE).plusSeconds(30);
        promise(elapsed.compareTo(most) <= 0, "longer than promised: " + elapsed);
    }

    private long count(Predicate<StoryRequest> kind) {
        return server.requests.stream().filter(kind).count();
    }

    private long ids(Predicate<StoryRequest> kind) {
        return server.requests.stream()
                .filter(kind)
                .map(StoryRequest::id)
                .distinct()
                .count();
    }
}
