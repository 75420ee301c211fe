package io.github.usagebudget.local;

import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobServiceClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.azure.storage.queue.QueueServiceClient;
import com.azure.storage.queue.QueueServiceClientBuilder;
import com.azure.storage.queue.models.PeekedMessageItem;
import com.azure.storage.queue.models.QueueErrorCode;
import com.azure.storage.queue.models.QueueStorageException;
import io.github.usagebudget.simulator.Json;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/** A storage account as somebody sees it who is not the host: puts plans and messages there, and looks what became of them. */
final class AzureAccount {
    private static final int PATIENCE_SECONDS = 60;
    private static final int MOST_PEEKED = 32;

    /** What the SDK has to say of each request, a queue that is not there yet among it, is no matter for the build's output. */
    private static final Logger SDK = Logger.getLogger("com.azure");

    private final BlobServiceClient blobs;
    private final QueueServiceClient queues;

    AzureAccount(String connection) {
        SDK.setLevel(Level.OFF);
        blobs = new BlobServiceClientBuilder().connectionString(connection).buildClient();
        queues = new QueueServiceClientBuilder().connectionString(connection).buildClient();
    }

    void store(String container, String name, String content) {
        var found = blobs.getBlobContainerClient(container);
        found.createIfNotExists();
        found.getBlobClient(name).upload(BinaryData.fromString(content), true);
    }

    /** All JSON below that folder, by what its name has after it. */
    Map<String, Map<String, Object>> reports(String container, String folder) {
        var reports = new TreeMap<String, Map<String, Object>>();
        var found = blobs.getBlobContainerClient(container);
        found.listBlobs().forEach(blob -> {
            if (blob.getName().startsWith(folder))
                reports.put(
                        blob.getName().substring(folder.length()),
                        Json.object(found.getBlobClient(blob.getName())
                                .downloadContent()
                                .toString()));
        });
        return reports;
    }

    void send(String queue, String text) {
        var found = queues.getQueueClient(queue);
        found.createIfNotExists();
        found.sendMessage(Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** How many messages the queue has, those in somebody's hands among them. */
    long left(String queue) {
        try {
            return queues.getQueueClient(queue).getProperties().getApproximateMessagesCountLong();
        } catch (QueueStorageException e) {
            if (e.getErrorCode() != QueueErrorCode.QUEUE_NOT_FOUND) throw e;
            return 0;
        }
    }

    /** The texts of those that are in nobody's hands. */
    List<String> waiting(String queue) {
        return queues.getQueueClient(queue).peekMessages(MOST_PEEKED, null, null).stream()
                .map(PeekedMessageItem::getBody)
                .map(body -> new String(Base64.getDecoder().decode(body.toBytes()), StandardCharsets.UTF_8))
                .toList();
    }

    /** Waits until every message is done with: nobody tells, so this asks. */
    void awaitEmpty(String queue) throws InterruptedException {
        var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (left(queue) > 0) {
            if (System.nanoTime() > end)
                throw new AssertionError(left(queue) + " messages are still in the queue " + queue);
            new CountDownLatch(1).await(100, TimeUnit.MILLISECONDS);
        }
    }
}
