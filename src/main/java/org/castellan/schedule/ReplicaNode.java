package org.castellan.schedule;

import java.time.Instant;

/** A replica as it last reported itself. */
public record ReplicaNode(
    String id, String address, String version, Instant startedAt, Instant lastSeenAt) {}
