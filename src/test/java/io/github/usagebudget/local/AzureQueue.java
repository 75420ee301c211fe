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
 * One queue in Azure Storage, used as the Functions host uses it: texts in base64, and a message that was taken stays hidden as long as
 * this host lives and its function runs. What is not covered: a message that is no base64.
 */
final class AzureQueue implements HostQueue {
    private final QueueClient queue;
    private final Duration held;
    private final ScheduledExecutorService renewals;

    // Mutable state, guarded by this: the receipt for each message in our hands
    private final Map<String, String> receipts = new HashMap<>();

    AzureQueue(QueueClient queue, Duration held, ScheduledExecutorService renewals) {
        this.queue = queue;
        this.held = held;
        this.renewals = renewals;
    }

    @Override
    public void send(String text) {
        queue.createIfNotExists();
        queue.sendMessage(Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public synchronized List<Message> take(int most) {
        try {
            return queue.receiveMessages(most, held, null, Context.NONE).stream()
                    .map(this::taken)
                    .toList();
        } catch (QueueStorageException e) {
            if (e.getErrorCode() != QueueErrorCode.QUEUE_NOT_FOUND) throw e;
            return List.of();
        }
    }

    @Override
    public synchronized void delete(Message message) {
        ifStillOurs(() -> queue.deleteMessage(message.id(), receipts.remove(message.id())));
    }

    @Override
    public synchronized void release(Message message, Duration invisible) {
        ifStillOurs(() -> queue.updateMessage(message.id(), receipts.remove(message.id()), null, invisible));
    }

    private Message taken(QueueMessageItem item) {
        receipts.put(item.getMessageId(), item.getPopReceipt());
        renewSoon(item.getMessageId());
        var text = new String(Base64.getDecoder().decode(item.getBody().toBytes()), StandardCharsets.UTF_8);
        return new Message(item.getMessageId(), text, Math.toIntExact(item.getDequeueCount()));
    }

    private void renewSoon(String id) {
        renewals.schedule(() -> renew(id), held.toMillis() / 2, TimeUnit.MILLISECONDS);
    }

    private synchronized void renew(String id) {
        if (!receipts.containsKey(id)) return;
        ifStillOurs(() -> {
            var renewed = queue.updateMessage(id, receipts.get(id), null, held);
            receipts.put(id, renewed.getPopReceipt());
            renewSoon(id);
        });
    }

    /** Where it took too long, somebody else has the message now, and the host leaves it to him. */
    private static void ifStillOurs(Runnable step) {
        try {
            step.run();
        } catch (QueueStorageException e) {
            if (e.getErrorCode() != QueueErrorCode.MESSAGE_NOT_FOUND
                    && e.getErrorCode() != QueueErrorCode.POP_RECEIPT_MISMATCH) throw e;
        }
    }
}
