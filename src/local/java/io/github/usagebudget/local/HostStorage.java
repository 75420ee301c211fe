package io.github.usagebudget.local;

import java.util.Optional;

/** The local host's blobs and queues. Thread-safe. */
interface HostStorage {

    /** @param path {@code container/name} */
    Optional<byte[]> blob(String path);

    void store(String path, byte[] content);

    /** Opens a queue. Only one thread may take messages from it. */
    HostQueue queue(String name);

    /** Where the data is, for display. */
    String location();
}
