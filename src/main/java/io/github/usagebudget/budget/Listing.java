package io.github.usagebudget.budget;

import java.util.List;

/**
 * The items of a list of Partner Center. Immutable.
 *
 * @param isComplete false if the list has more pages than were read
 */
public record Listing<T>(List<T> items, boolean isComplete) {
    public Listing {
        items = List.copyOf(items);
    }
}
