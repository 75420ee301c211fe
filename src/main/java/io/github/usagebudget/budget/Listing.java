package io.github.usagebudget.budget;

import java.util.List;

/**
 * What a list of Partner Center holds. Immutable.
 *
 * @param isComplete false if the list goes on after the pages that were read
 */
public record Listing<T>(List<T> items, boolean isComplete) {
    public Listing {
        items = List.copyOf(items);
    }
}
