package io.github.usagebudget.function;

import com.microsoft.azure.functions.HttpMethod;
import io.github.usagebudget.function.QueryParameters.Parameter;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * What one method of an HTTP function does. Immutable.
 *
 * @param function the name of the Funqy function that does it
 * @param parameters of the query, in addition to the function key
 * @param body returns which bodies it accepts with these query parameters
 * @param input makes the Funqy function's argument from a call that passed the checks; throws {@link
 *     io.github.usagebudget.budget.BudgetFailure} if the input is invalid
 * @param representations of its result; the first is the default
 */
record Operation(
        HttpMethod method,
        String function,
        Set<Parameter> parameters,
        Function<QueryParameters, BodyRule> body,
        Function<HttpCall, ?> input,
        List<Representation> representations) {}
