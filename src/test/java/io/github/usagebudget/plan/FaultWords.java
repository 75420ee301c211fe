package io.github.usagebudget.plan;

import java.util.regex.Pattern;

/** The texts that faults of a plan can have. */
final class FaultWords {
    private static final String COLUMN = "(line \\d+|/budgets/\\d+)";
    private static final String SHOWN = "(the text|\".{0,40}\")";

    /** Quotes no value of the plan, except what a table has in place of a number or of a column's name. */
    static final Pattern ALL = Pattern.compile(String.join(
            "|",
            "is (missing|not known(: write \\w+|: did you mean \\w+\\?|: to undo a run, send its report with undo=true)?|there twice)",
            "is not UTF-8(: save the sheet as \"CSV UTF-8\")?(; nothing else was read)?",
            "is not UTF-8: line \\d+ has the first wrong byte",
            Pattern.quote(PlanStartTest.UTF_16),
            "(is empty|has no budget): a plan must name at least one customer(, or have a default)?",
            "already occurs at " + COLUMN,
            "must be a number: the default is an amount|must be left out: the default has an amount only",
            "must be a number; leave it out if there is no default",
            "is (null|empty), which removes the budget: set removeBudget to true",
            "(is not JSON|is nested too deeply|has too long a (text|number \\(.*\\))) at (line \\d+, )?column \\d+(; nothing was read from there on)?",
            "must be (a JSON object|a list of budgets|(a number|true or false)(: write it without quotes)?)",
            "must be a GUID as text: the customer's Microsoft ID",
            "must be a number, or (null|empty) (to remove the budget|for no budget)",
            "must be an amount that a budget can have",
            "must be three upper-case letters as text, such as EUR",
            "must be text of at most 256 characters",
            "must not be true if there is an amount: to remove the budget, the amount must be (null|empty)",
            "must end after the JSON object",
            "must have at most (2 decimals|15 integer digits|16384 characters)",
            "must not be negative",
            "has an exponent that no amount can have",
            "must be the header: the names of the columns, at least customerTenantId and amount, separated by commas or semicolons; nothing else was read",
            "is (a sep= line|separated by tabs): .*; nothing else was read",
            "has a customer's id in the header, because the line breaks are missing: .*; nothing else was read",
            "is the name of two columns; nothing else was read",
            "lacks the column \\w+; nothing else was read",
            "column \\d+ has a name that is not known, \".{1,64}\": (did you mean \\w+\\?|delete it, or .*); nothing else was read",
            "has \\d+ fields, and the header has \\d+: put a text with a \\w+ in quotes, and write amounts such as 1234[.,]50",
            "has a value in column \\d+ or after it, where the header is empty: .*",
            "has a quote inside a field that does not begin with one: .*",
            "has a quote that is not closed, text after a closing quote, or a field far too long; nothing was read from there on",
            "is not an amount: to remove the budget, leave it empty and write true in removeBudget",
            SHOWN + " is neither true nor false: write true, or leave it empty",
            SHOWN
                    + " (has|is|begins) [^\":]+: write plain digits, with a (dot|comma) before the decimals, such as 1234[.,]50"
                    + "(, or none for no budget)?"));

    private FaultWords() {}
}
