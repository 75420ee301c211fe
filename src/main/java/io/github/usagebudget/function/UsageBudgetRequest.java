package io.github.usagebudget.function;

import static io.github.usagebudget.budget.BudgetFailure.Kind.MALFORMED_REQUEST;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.github.usagebudget.budget.BudgetChange;
import io.github.usagebudget.budget.BudgetFailure;
import io.github.usagebudget.budget.BudgetFailure.Fault;
import java.util.List;
import java.util.Optional;

/**
 * The payload as it was read: a change, or every fault that keeps it from being one. Reading never throws, because Funqy would log
 * a stack trace for it and lose the reason. Immutable.
 */
@JsonDeserialize(using = UsageBudgetRequest.Reader.class)
public record UsageBudgetRequest(Optional<BudgetChange> read, List<Fault> faults) {

    /** @throws BudgetFailure {@code malformed-request} with all its faults, if it is not a change */
    BudgetChange change() {
        return read.orElseThrow(() -> malformed(faults));
    }

    static BudgetFailure malformed(List<Fault> faults) {
        return BudgetFailure.of(MALFORMED_REQUEST, "The body is not a usage budget request; see errors.")
                .withFaults(faults);
    }

    static final class Reader extends JsonDeserializer<UsageBudgetRequest> {
        @Override
        public UsageBudgetRequest deserialize(JsonParser json, DeserializationContext context) {
            return new BudgetChangeReader(json).read();
        }
    }
}
