package io.github.usagebudget.local;

import com.microsoft.azure.functions.TraceContext;
import com.microsoft.azure.functions.internal.spi.middleware.Middleware;
import com.microsoft.azure.functions.internal.spi.middleware.MiddlewareChain;
import com.microsoft.azure.functions.internal.spi.middleware.MiddlewareContext;
import java.lang.reflect.InvocationTargetException;
import java.util.Iterator;
import java.util.UUID;
import java.util.logging.Logger;

/** One call of one function through the deployable's middleware, as in the worker. Not reusable. */
final class Invocation implements MiddlewareContext {
    private static final Logger LOG = Logger.getLogger("function");

    private final StagingFolder deployable;
    private final LocalFunction function;
    private final Trigger trigger;
    private final Bindings bindings;
    private final String id = UUID.randomUUID().toString();
    private final LocalTrace trace;

    // Mutable state
    private Object result;

    Invocation(StagingFolder deployable, LocalFunction function, Trigger trigger, HostStorage storage) {
        this.deployable = deployable;
        this.function = function;
        this.trigger = trigger;
        this.trace = LocalTrace.after(trigger.traceParent());
        this.bindings = new Bindings(function, storage, trigger);
    }

    /** Calls the function, writes its outputs and returns its result. */
    Object run() throws Exception {
        var caller = deployable.useClassLoader();
        try {
            chain(deployable.middleware().iterator()).doNext(this);
        } finally {
            Thread.currentThread().setContextClassLoader(caller);
        }
        bindings.writeOutputs(result);
        return result;
    }

    private MiddlewareChain chain(Iterator<Middleware> rest) {
        return context -> {
            if (rest.hasNext()) rest.next().invoke(context, chain(rest));
            else call();
        };
    }

    private void call() throws Exception {
        try {
            var arguments = bindings.arguments(this);
            result = function.method()
                    .invoke(function.isStatic() ? null : deployable.instance(function.type()), arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof Exception failure) throw failure;
            throw e;
        }
    }

    @Override
    public String getParameterName(String annotationType) {
        return bindings.nameOf(annotationType).orElse(null);
    }

    /** Returns only the trigger's text, as in the worker. */
    @Override
    public Object getParameterValue(String name) {
        return name.equals(function.trigger().get("name")) && trigger.value() instanceof String text ? text : null;
    }

    @Override
    public void updateParameterValue(String name, Object value) {
        bindings.replace(name, value);
    }

    @Override
    public Object getReturnValue() {
        return result;
    }

    @Override
    public void updateReturnValue(Object value) {
        result = value;
    }

    @Override
    public Logger getLogger() {
        return LOG;
    }

    @Override
    public String getInvocationId() {
        return id;
    }

    /** A new span of the caller's trace, or of a new trace. */
    @Override
    public TraceContext getTraceContext() {
        return trace;
    }

    @Override
    public String getFunctionName() {
        return function.name();
    }
}
