package io.github.usagebudget.partnercenter;

import io.github.usagebudget.budget.Budget;
import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.budget.BudgetFailure.Kind;
import io.github.usagebudget.budget.UpdateUsageBudget.BudgetAttempt;
import io.github.usagebudget.budget.UpdateUsageBudget.BudgetAttempt.Outcome;
import io.github.usagebudget.partnercenter.RandomStory.StoryFault;
import io.github.usagebudget.partnercenter.RandomStoryServer.StoryRequest;
import io.github.usagebudget.simulator.VirtualTime;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Checks the guarantees of an update against the requests that it sent. */
final class StoryGuarantees {
    private final RandomStory story;
    private final RandomStoryServer server;
    private final BudgetAttempt attempt;
    private final BudgetFailure failure;
    private final VirtualTime time;
    private final List<String> broken = new ArrayList<>();

    private StoryGuarantees(RandomStory story, RandomStoryServer server, BudgetAttempt attempt, VirtualTime time) {
        this.story = story;
        this.server = server;
        this.attempt = attempt;
        this.failure = attempt.failure().orElse(null);
        this.time = time;
    }

    /** Describes each guarantee that an update broke. */
    static List<String> broken(RandomStory story, RandomStoryServer server, BudgetAttempt attempt, VirtualTime time) {
        var guarantees = new StoryGuarantees(story, server, attempt, time);
        guarantees.checkOutcome();
        guarantees.checkRequests();
        guarantees.checkExpectations();
        guarantees.checkTime();
        return guarantees.broken;
    }

    private void guarantee(boolean kept, String what) {
        if (!kept) broken.add(what);
    }

    private void checkOutcome() {
        var asked = story.change().asked();
        var patches = count(StoryRequest::patch);
        if (failure == null) {
            switch (attempt.outcome()) {
                case UPDATED, REMOVED -> {
                    guarantee(
                            lastShown().filter(asked::sameAs).isPresent(),
                            "a success that Partner Center did not confirm");
                    guarantee(
                            server.requests.stream()
                                    .anyMatch(request -> request.patch()
                                            && (request.applied()
                                                    || request.fault().mayHide())),
                            "a success of what cannot have been done");
                    guarantee((attempt.outcome() == Outcome.REMOVED) == (story.amount() == null), "the wrong success");
                }
                case UNCHANGED -> {
                    guarantee(patches == 0, "unchanged, but a PATCH was sent");
                    guarantee(
                            lastShown().filter(asked::sameAs).isPresent() || listSays(asked),
                            "unchanged, but nothing said so");
                }
                case PLANNED -> guarantee(story.dryRun(), "planned outside a dry run");
                case FAILED, UNKNOWN -> guarantee(false, "failed without a failure");
            }
            return;
        }
        var unknown = failure.kind() == Kind.OUTCOME_UNKNOWN;
        if (!unknown) guarantee(hiddenChange().isEmpty(), "a failure that hides a change");
        if (unknown)
            guarantee(
                    server.requests.stream()
                            .anyMatch(request ->
                                    request.patch() && request.fault().mayHide()),
                    "an unknown outcome of what cannot have been done");
        var faultless =
                story.steps().stream().allMatch(step -> step.fault() == StoryFault.OK && step.meddled() == null);
        if (faultless)
            guarantee(
                    failure.kind() == Kind.BUDGET_CHANGED || failure.kind() == Kind.AMOUNT_REFUSED,
                    "a failure without a fault");
        if (failure.kind() == Kind.THROTTLED) guarantee(failure.retryAfter().isPresent(), "throttled without a wait");
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
            guarantee(counted[kind] <= RandomStoryRun.ATTEMPTS + Math.min(1, refused[kind]), "too many requests");
        guarantee(throttled <= 21, "refused too often");
        guarantee(ids(StoryRequest::patch) <= 1, "a retry under another MS-RequestId");
        // a read that is repeated with a fresh token counts once
        guarantee(
                ids(request -> !request.patch())
                        >= count(request -> !request.patch()) - count(request -> request.fault() == StoryFault.S401),
                "two reads under one MS-RequestId");
        guarantee(!story.dryRun() || count(StoryRequest::patch) == 0, "a dry run that writes");
        guarantee(attempt.writes() == count(StoryRequest::patch), "PATCHes counted wrongly");
        guarantee(attempt.reads() == count(request -> !request.patch()), "GETs counted wrongly");
        var plain = !story.inPlan() && !story.dryRun() && story.expected() == null && story.increase() == null;
        if (plain && story.steps().isEmpty()) guarantee(server.requests.size() == 1, "a plain update costs one call");
    }

    private void checkExpectations() {
        for (var request : server.requests) {
            if (!request.patch()) continue;
            var ours = request.before().sameAs(story.change().asked());
            if (story.expected() != null)
                guarantee(
                        ours || RandomStory.budget(story.expected()).sameAs(request.before()),
                        "a PATCH that expectedAmount forbids");
            if (story.increase() != null
                    && story.amount() != null
                    && request.before().amount().isPresent()) {
                var most = request.before().amount().get().multiply(new BigDecimal("1.20"));
                guarantee(
                        ours || new BigDecimal(story.amount()).compareTo(most) <= 0,
                        "a PATCH that a guard rail forbids");
            }
        }
        if (failure == null && attempt.previous().isPresent() && story.listed() == null && !server.meddled)
            guarantee(attempt.previous().get().sameAs(RandomStory.budget(story.initial())), "a wrong previous amount");
    }

    private void checkTime() {
        var elapsed = Duration.between(RandomStoryRun.START, time.instant());
        // one attempt can start just before the deadline
        var most = (story.inPlan() ? RandomStoryRun.RUN : RandomStoryRun.DEADLINE).plusSeconds(30);
        guarantee(elapsed.compareTo(most) <= 0, "took too long: " + elapsed);
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
