package org.castellan.schedule;

import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.castellan.lock.DistributedLock;

/**
 * What the loops of one replica share.
 *
 * @param node this replica's id
 * @param hasPeers whether another replica has been seen lately
 * @param alarms end a run at its cap
 * @param nanos a monotonic clock, as {@link System#nanoTime}
 */
public record Surroundings(
    String node,
    Ledger ledger,
    DistributedLock lock,
    BooleanSupplier hasPeers,
    CheckerListener listener,
    Alarms alarms,
    LongSupplier nanos) {}
