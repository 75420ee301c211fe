package io.github.usagebudget.testing;

import com.microsoft.azure.functions.ExecutionContext;
import java.util.logging.Logger;

/** The execution context of a timer's invocation. */
public record OneInvocation() implements ExecutionContext {
    @Override
    public Logger getLogger() {
        return Logger.getLogger("invocation");
    }

    @Override
    public String getInvocationId() {
        return "2f1c5f0e-9d5f-4a9d-8a51-0d8a3f3d9a11";
    }

    @Override
    public String getFunctionName() {
        return "timer";
    }
}
