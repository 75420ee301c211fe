package io.github.usagebudget.local;

import java.time.Duration;
import java.util.List;

/** One queue, as the host uses it. Thread-safe, but for one taker. */
interface HostQueue {

    /**
     * A message in somebody's hands.
     *
     * @param dequeueCount how often it was taken, this time included
     */
    record Message(String id, String text, int dequeueCount) {}

    /** @throws RuntimeException if the text is too long for a message */
    void send(String text);

    /** At most so many, the oldest first. Nobody else gets them as long as they are held. */
    List<Message> take(int most);

    /** Done with. */
    void delete(Message message);

    /** Gives it back: it may be taken again when that time is over. */
    void release(Message message, Duration invisible);
}
