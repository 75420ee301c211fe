package io.github.usagebudget.local;

import java.nio.file.Path;
import java.time.Duration;

/** {@link LocalHost} with blobs and queues in the Azure Storage that {@code AzureWebJobsStorage} names, as the Functions host has them. */
final class AzureHost {
    private AzureHost() {}

    /** {@code AzureHost STAGING PORT HELD}: the last says when a message comes again whose host has died; in Azure that is ten minutes. */
    public static void main(String[] arguments) {
        LocalHost.serve(
                Path.of(arguments[0]),
                Integer.parseInt(arguments[1]),
                () -> new AzureStorage(System.getenv("AzureWebJobsStorage"), Duration.parse(arguments[2])));
    }
}
