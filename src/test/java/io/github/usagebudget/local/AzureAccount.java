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

/** A storage account as a user of the function sees it: stores plans, sends messages, and reads reports and queues. */
final class AzureAccount {
    private static final int TIMEOUT_SECONDS = 60;
    private static final int MAX_PEEKED = 32;

    /** Silent, because the SDK logs each failed request, even for a queue that does not exist yet. */
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

    /** All JSON blobs whose names start with the folder, by the rest of the name. */
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

    /** How many messages the queue has, including the taken ones. */
    long messageCount(String queue) {
        try {
            return queues.getQueueClient(queue).getProperties().getApproximateMessagesCountLong();
        } catch (QueueStorageException e) {
            if (e.getErrorCode() != QueueErrorCode.QUEUE_NOT_FOUND) throw e;
            return 0;
        }
    }

    /** The texts of the visible messages. */
    List<String> waiting(String queue) {
        return queues.getQueueClient(queue).peekMessages(MAX_PEEKED, null, null).stream()
                .map(PeekedMessageItem::getBody)
                .map(body -> new String(Base64.getDecoder().decode(body.toBytes()), StandardCharsets.UTF_8))
                .toList();
    }

    /** Polls until the queue has no messages. */
    void awaitEmpty(String queue) throws InterruptedException {
        var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(TIMEOUT_SECONDS);
        while (messageCount(queue) > 0) {
            if (System.nanoTime() > end)
                throw new AssertionError(messageCount(queue) + " messages are still in the queue " + queue);
            new CountDownLatch(1).await(100, TimeUnit.MILLISECONDS);
        }
    }
}
