package io.github.usagebudget.partnercenter;

import static io.github.usagebudget.budget.BudgetFailure.Kind.PARTNER_CENTER_UNAVAILABLE;

import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.budget.Trail;
import io.github.usagebudget.config.Setting;
import io.github.usagebudget.config.Settings;
import io.github.usagebudget.json.JsonValue;
import io.github.usagebudget.remote.Answer;
import io.github.usagebudget.remote.NoAnswer;
import io.github.usagebudget.remote.Pause;
import io.github.usagebudget.remote.RetrySchedule;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** Reads lists page by page, each page again if it fails. Thread-safe. */
@Singleton
class ListReader {
    /** A list that has more pages is read no further. */
    static final int MOST_PAGES = 1_000;

    private final Settings settings;
    private final FaultTranslator faults;
    private final Pause pause;
    private final RandomGenerator random;

    ListReader(Settings settings, FaultTranslator faults, Pause pause, RandomGenerator random) {
        this.settings = settings;
        this.faults = faults;
        this.pause = pause;
        this.random = random;
    }

    /** Asks for a page. */
    @FunctionalInterface
    interface PageRequest {
        /** @param continuationToken null for none */
        Answer send(Map<String, String> query, String continuationToken) throws NoAnswer;
    }

    /**
     * Reads a list from its first page on.
     *
     * @param name of the list, for failures
     * @param first the query of the first page
     * @param items told each item
     * @return whether that was the end of the list; false if it has more than {@value #MOST_PAGES} pages
     * @throws BudgetFailure if a page cannot be read, or links lead back to a page that was read: then the others are out of reach
     */
    boolean read(String name, Map<String, String> first, PageRequest request, Trail trail, Consumer<JsonValue> items) {
        var followed = new HashSet<ListPage.Next>();
        var next = Optional.of(new ListPage.Next(first, Optional.empty()));
        while (next.isPresent()) {
            if (followed.size() == MOST_PAGES) return false;
            if (!followed.add(next.get())) throw unusable(name, "goes round in circles.");
            if (trail.deadline().hasPassed()) throw unusable(name, "could not be read in time.");
            var page = page(name, next.get(), request, trail);
            page.items().forEach(items);
            next = page.next();
        }
        return true;
    }

    private ListPage page(String name, ListPage.Next next, PageRequest request, Trail trail) {
        var schedule = new RetrySchedule(
                settings.count(Setting.PARTNER_CENTER_ATTEMPTS, Settings.MOST_ATTEMPTS),
                Duration.ofSeconds(1),
                Duration.ofSeconds(20),
                settings.duration(Setting.PARTNER_CENTER_DEADLINE));
        for (var tries = 1; ; tries++) {
            try {
                return once(name, next, request);
            } catch (BudgetFailure failure) {
                var wait = schedule.waitAfter(
                        tries, failure.retryAfter(), trail.deadline().timeLeft(), random);
                if (!failure.retryable() || wait.isEmpty() || !pause.slept(wait.get())) throw failure;
            }
        }
    }

    private ListPage once(String name, ListPage.Next next, PageRequest request) {
        try {
            var answer = request.send(next.query(), next.token().orElse(null));
            if (answer.isGatewayRefusal()) answer.closeConnection();
            if (!answer.successful()) throw faults.translate(answer);
            return ListPage.read(answer.body()).orElseThrow(() -> notAPage(name, answer));
        } catch (NoAnswer e) {
            throw unusable(name, "could not be read: " + e.getMessage() + ".").because(e);
        }
    }

    /** A page behind a promised link has come as 204 with Retry-After (https://github.com/microsoft/Partner-Center-Java/issues/114). */
    private BudgetFailure notAPage(String name, Answer answer) {
        return faults.withRetryAfter(
                unusable(name, "is not a list: Partner Center answered " + answer.status() + "."), answer);
    }

    private static BudgetFailure unusable(String name, String why) {
        return BudgetFailure.of(PARTNER_CENTER_UNAVAILABLE, "The list of " + name + " " + why);
    }
}
