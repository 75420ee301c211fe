package io.github.usagebudget.local;

import com.microsoft.azure.functions.internal.spi.middleware.Middleware;
import com.microsoft.azure.functions.internal.spi.middleware.MiddlewareChain;
import com.microsoft.azure.functions.internal.spi.middleware.MiddlewareContext;
import java.lang.reflect.InvocationTargetException;
import java.util.Iterator;
import java.util.UUID;
import java.util.logging.Logger;

/** One call of one function, through the deployable's middleware, as the worker makes it. Used once. */
final class Invocation implements MiddlewareContext {
    private static final Logger LOG = Logger.getLogger("function");

    private final StagingFolder deployable;
    private final LocalFunction function;
    private final Object input;
    private final Bindings bindings;
    private final String id = UUID.randomUUID().toString();

    // Mutable state
    private Object result;

    Invocation(StagingFolder deployable, LocalFunction function, Object input, LocalStorage storage) {
        this.deployable = deployable;
        this.function = function;
        this.input = input;
        this.bindings = new Bindings(function, storage, input);
    }

    /** What the function returned. */
    Object run() throws Exception {
        deployable.enter();
        chain(deployable.middleware().iterator()).doNext(this);
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
            result = function.method().invoke(deployable.instance(function.type()), bindings.arguments(this));
            bindings.keep();
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof Exception failure) throw failure;
            throw e;
        }
    }

    @Override
    public String getParameterName(String annotationType) {
        return (String) function.trigger().get("name");
    }

    @Override
    public Object getParameterValue(String name) {
        return input;
    }

    @Override
    public void updateParameterValue(String name, Object value) {
        throw new UnsupportedOperationException();
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

    @Override
    public String getFunctionName() {
        return function.name();
    }
}
