package io.github.usagebudget.function;

import io.github.usagebudget.http.CachedValue.Lazy;
import io.quarkus.arc.Arc;
import io.quarkus.arc.ManagedContext;
import io.quarkus.arc.runtime.BeanContainer;
import io.quarkus.funqy.runtime.ApplicationException;
import io.quarkus.funqy.runtime.FunctionConstructor;
import io.quarkus.funqy.runtime.FunctionRecorder;
import io.quarkus.funqy.runtime.FunqyServerRequest;
import io.quarkus.funqy.runtime.FunqyServerResponse;
import io.quarkus.funqy.runtime.RequestContext;
import io.quarkus.funqy.runtime.RequestContextImpl;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.lang.annotation.Annotation;
import java.util.function.Supplier;

/**
 * Calls Funqy functions by name: a Funqy binding for Azure triggers. It relies on Quarkus internals of {@code quarkus-funqy-server-common}
 * (FunctionRecorder.registry, FunctionConstructor.CONTAINER). The binding for HTTP, {@code quarkus-funqy-http}, would add 23 jars, a router
 * and a virtual server, which take a quarter of the cold start, without a benefit for callers. Thread-safe.
 */
@Singleton
class FunqyFunctions {
    FunqyFunctions() {
        FunctionConstructor.CONTAINER = new SharedInstances();
    }

    /** Calls a function with its input, and with the call as {@code @Context}. Returns its result or throws its exception. */
    Object call(String function, Object input, HttpCall call) {
        var exchange = new Exchange(input, call);
        try {
            FunctionRecorder.registry.matchInvoker(function).invoke(exchange, exchange);
            return exchange.getOutput().await().indefinitely();
        } catch (ApplicationException wrapped) {
            if (wrapped.getCause() instanceof RuntimeException failure) throw failure;
            if (wrapped.getCause() instanceof Error failure) throw failure;
            throw wrapped;
        }
    }

    /** Funqy's view of one call. */
    private static final class Exchange implements FunqyServerRequest, FunqyServerResponse {
        private final RequestContext context = new RequestContextImpl();
        private final Object input;

        // Mutable state
        private Uni<?> output;

        Exchange(Object input, HttpCall call) {
            this.input = input;
            context.setContextData(HttpCall.class, call);
        }

        @Override
        public RequestContext context() {
            return context;
        }

        @Override
        @SuppressWarnings("rawtypes")
        public Object extractInput(Class type) {
            return input;
        }

        @Override
        public Uni<?> getOutput() {
            return output;
        }

        @Override
        public void setOutput(Uni<?> result) {
            output = result;
        }
    }

    /** Gives Funqy the beans whose methods are functions. */
    private static final class SharedInstances implements BeanContainer {
        @Override
        public <T> T beanInstance(Class<T> type, Annotation... qualifiers) {
            return Arc.container().instance(type, qualifiers).get();
        }

        @Override
        public <T> Factory<T> beanInstanceFactory(Class<T> type, Annotation... qualifiers) {
            // all are singletons: each is looked up once, and there is nothing to close after a call
            var bean = new Lazy<>(() -> beanInstance(type, qualifiers));
            return () -> bean::get;
        }

        @Override
        public <T> Factory<T> beanInstanceFactory(
                Supplier<Factory<T>> otherwise, Class<T> type, Annotation... qualifiers) {
            return beanInstanceFactory(type, qualifiers);
        }

        @Override
        public ManagedContext requestContext() {
            return Arc.container().requestContext();
        }
    }
}
