package org.castellan.lock;

import java.time.Duration;
import java.util.Optional;

/**
 * A session that holds a lock, as PostgreSQL sees it.
 *
 * @param address where the session comes from; empty on a socket of the database's own machine
 * @param sessionAge how long the session has been open
 * @param silence since it last said something; a holder says something several times in a lease
 */
public record LockHolder(
    LockKey key, int sessionPid, Optional<String> address, Duration sessionAge, Duration silence) {}
