package io.github.usagebudget.local;

import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobServiceClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.azure.storage.blob.models.BlobErrorCode;
import com.azure.storage.blob.models.BlobStorageException;
import com.azure.storage.queue.QueueServiceClient;
import com.azure.storage.queue.QueueServiceClientBuilder;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** Blobs and queues in Azure Storage, used as the Functions host uses them. Not covered: leases, ETags, metadata. */
final class AzureStorage implements HostStorage {
    private final BlobServiceClient blobs;
    private final QueueServiceClient queues;
    private final Duration invisibility;
    private final ScheduledExecutorService renewals = Executors.newSingleThreadScheduledExecutor(AzureStorage::daemon);

    /** @param invisibility how long a message stays invisible after its host dies */
    AzureStorage(String connection, Duration invisibility) {
        this.blobs = new BlobServiceClientBuilder().connectionString(connection).buildClient();
        this.queues =
                new QueueServiceClientBuilder().connectionString(connection).buildClient();
        this.invisibility = invisibility;
    }

    @Override
    public Optional<byte[]> blob(String path) {
        var name = BlobName.of(path);
        try {
            return Optional.of(blobs.getBlobContainerClient(name.container())
                    .getBlobClient(name.blob())
                    .downloadContent()
                    .toBytes());
        } catch (BlobStorageException e) {
            if (e.getErrorCode() != BlobErrorCode.BLOB_NOT_FOUND
                    && e.getErrorCode() != BlobErrorCode.CONTAINER_NOT_FOUND) throw e;
            return Optional.empty();
        }
    }

    @Override
    public void store(String path, byte[] content) {
        var name = BlobName.of(path);
        var container = blobs.getBlobContainerClient(name.container());
        container.createIfNotExists();
        container.getBlobClient(name.blob()).upload(BinaryData.fromBytes(content), true);
    }

    @Override
    public HostQueue queue(String name) {
        return new AzureQueue(queues.getQueueClient(name), invisibility, renewals);
    }

    @Override
    public String location() {
        return blobs.getAccountUrl() + ", " + queues.getQueueServiceUrl();
    }

    private static Thread daemon(Runnable renewal) {
        var thread = new Thread(renewal, "renewals");
        thread.setDaemon(true);
        return thread;
    }

    private record BlobName(String container, String blob) {
        private static BlobName of(String path) {
            var parts = path.split("/", 2);
            return new BlobName(parts[0], parts[1]);
        }
    }
}
