package io.github.usagebudget.local;

import java.util.Optional;

/** Where the local host keeps blobs and queues. Thread-safe. */
interface HostStorage {

    /** @param path container and name */
    Optional<byte[]> blob(String path);

    void store(String path, byte[] content);

    /** The queue of that name; for one taker. */
    HostQueue queue(String name);

    /** As a person reads it. */
    String location();
}
