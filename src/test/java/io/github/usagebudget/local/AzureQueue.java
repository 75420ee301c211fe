package io.github.usagebudget.local;

import com.azure.core.util.Context;
import com.azure.storage.queue.QueueClient;
import com.azure.storage.queue.models.QueueErrorCode;
import com.azure.storage.queue.models.QueueMessageItem;
import com.azure.storage.queue.models.QueueStorageException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A queue in Azure Storage, used as the Functions host uses it: texts in base64, and a taken message stays invisible as long as this host
 * lives and its function runs. Not covered: a message that is not base64.
 */
final class AzureQueue implements HostQueue {
    private final QueueClient queue;
    private final Duration invisibility;
    private final ScheduledExecutorService renewals;

    // Mutable state, guarded by this: the receipt of each taken message
    private final Map<String, String> receipts = new HashMap<>();

    AzureQueue(QueueClient queue, Duration invisibility, ScheduledExecutorService renewals) {
        this.queue = queue;
        this.invisibility = invisibility;
        this.renewals = renewals;
    }

    @Override
    public void send(String text) {
        queue.createIfNotExists();
        queue.sendMessage(Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public synchronized List<Message> take(int max) {
        try {
            return queue.receiveMessages(max, invisibility, null, Context.NONE).stream()
                    .map(this::taken)
                    .toList();
        } catch (QueueStorageException e) {
            if (e.getErrorCode() != QueueErrorCode.QUEUE_NOT_FOUND) throw e;
            return List.of();
        }
    }

    @Override
    public synchronized void delete(Message message) {
        ifStillTaken(() -> queue.deleteMessage(message.id(), receipts.remove(message.id())));
    }

    @Override
    public synchronized void release(Message message, Duration invisible) {
        ifStillTaken(() -> queue.updateMessage(message.id(), receipts.remove(message.id()), null, invisible));
    }

    private Message taken(QueueMessageItem item) {
        receipts.put(item.getMessageId(), item.getPopReceipt());
        renewSoon(item.getMessageId());
        var text = new String(Base64.getDecoder().decode(item.getBody().toBytes()), StandardCharsets.UTF_8);
        return new Message(item.getMessageId(), text, Math.toIntExact(item.getDequeueCount()));
    }

    private void renewSoon(String id) {
        renewals.schedule(() -> renew(id), invisibility.toMillis() / 2, TimeUnit.MILLISECONDS);
    }

    private synchronized void renew(String id) {
        if (!receipts.containsKey(id)) return;
        ifStillTaken(() -> {
            var renewed = queue.updateMessage(id, receipts.get(id), null, invisibility);
            receipts.put(id, renewed.getPopReceipt());
            renewSoon(id);
        });
    }

    /** Ignores the failure if the invisibility ended and another host has taken the message. */
    private static void ifStillTaken(Runnable step) {
        try {
            step.run();
        } catch (QueueStorageException e) {
            if (e.getErrorCode() != QueueErrorCode.MESSAGE_NOT_FOUND
                    && e.getErrorCode() != QueueErrorCode.POP_RECEIPT_MISMATCH) throw e;
        }
    }
}
