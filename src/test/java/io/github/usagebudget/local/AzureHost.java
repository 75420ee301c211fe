package io.github.usagebudget.local;

import java.nio.file.Path;
import java.time.Duration;

/** {@link LocalHost} with blobs and queues in the Azure Storage account that {@code AzureWebJobsStorage} names. */
final class AzureHost {
    private AzureHost() {}

    /** {@code AzureHost STAGING PORT INVISIBILITY}: a message is visible again this long after its host dies; in Azure after ten minutes. */
    public static void main(String[] arguments) {
        LocalHost.serve(
                Path.of(arguments[0]),
                Integer.parseInt(arguments[1]),
                () -> new AzureStorage(System.getenv("AzureWebJobsStorage"), Duration.parse(arguments[2])));
    }
}
