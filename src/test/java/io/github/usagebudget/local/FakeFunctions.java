package io.github.usagebudget.local;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatus;
import com.microsoft.azure.functions.OutputBinding;
import com.microsoft.azure.functions.annotation.BindingName;
import com.microsoft.azure.functions.annotation.BlobInput;
import com.microsoft.azure.functions.annotation.BlobOutput;
import com.microsoft.azure.functions.annotation.HttpTrigger;
import com.microsoft.azure.functions.annotation.QueueOutput;
import com.microsoft.azure.functions.annotation.QueueTrigger;
import com.microsoft.azure.functions.annotation.TimerTrigger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Functions for the tests of the local host. A separate class loader loads them, so tests can only observe their bindings. */
public final class FakeFunctions {
    public void copy(
            @TimerTrigger(name = "timer", schedule = "") String timer,
            @BlobInput(name = "in", path = "") String in,
            @BlobOutput(name = "out", path = "") OutputBinding<String> out,
            ExecutionContext context) {
        if (in == null) context.getLogger().fine("nothing to copy");
        else out.setValue(context.getFunctionName() + " " + in);
    }

    public void length(
            @TimerTrigger(name = "timer", schedule = "") String timer,
            @BlobInput(name = "in", path = "", dataType = "binary") byte[] in,
            @BlobInput(name = "optional", path = "", dataType = "binary") Optional<byte[]> optional,
            @BlobInput(name = "text", path = "") Optional<String> text,
            @BlobOutput(name = "out", path = "") OutputBinding<byte[]> out) {
        var lengths = (in == null ? "null" : in.length) + " " + optional.map(bytes -> bytes.length) + " " + text;
        out.setValue(lengths.getBytes(StandardCharsets.UTF_8));
    }

    /** Sends each line as a message. */
    public static void split(
            @TimerTrigger(name = "timer", schedule = "") String timer,
            @BlobInput(name = "in", path = "") String in,
            @QueueOutput(name = "messages", queueName = "") OutputBinding<List<String>> messages) {
        messages.setValue(Arrays.asList(in.split("\n")));
    }

    public static String returned(@TimerTrigger(name = "timer", schedule = "") String timer) {
        return timer;
    }

    /** Fails on the first attempts, as many as the message's {@code failures}. */
    public void work(
            @QueueTrigger(name = "message", queueName = "") String message,
            @BindingName("DequeueCount") int count,
            @BindingName("failures") int failures,
            @BlobOutput(name = "out", path = "") OutputBinding<String> out) {
        out.setValue(message + " at " + count);
        if (count <= failures) throw new IllegalStateException("asked to");
    }

    public void ask(
            @QueueTrigger(name = "message", queueName = "") String message,
            @BlobOutput(name = "out", path = "") OutputBinding<String> out) {
        out.setValue(message);
    }

    public HttpResponseMessage greet(
            @HttpTrigger(name = "request") HttpRequestMessage<Optional<String>> request,
            @QueueOutput(name = "message", queueName = "") OutputBinding<String> message) {
        request.getBody().ifPresent(message::setValue);
        return request.createResponseBuilder(HttpStatus.ACCEPTED)
                .body("got " + request.getBody().orElse("nothing"))
                .build();
    }
}
