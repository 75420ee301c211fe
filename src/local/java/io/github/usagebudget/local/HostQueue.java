package io.github.usagebudget.local;

import java.time.Duration;
import java.util.List;

/** One queue of the local host. Thread-safe, but only one thread may take messages. */
interface HostQueue {

    /**
     * A message that was taken from the queue.
     *
     * @param dequeueCount how often the message was taken, including this time
     */
    record Message(String id, String text, int dequeueCount) {}

    /** @throws RuntimeException if the text is too long for a message */
    void send(String text);

    /** Takes at most this many messages, the oldest first. They stay invisible until they are deleted or released. */
    List<Message> take(int max);

    void delete(Message message);

    /** Returns the message to the queue; it stays invisible for this time. */
    void release(Message message, Duration invisible);
}
