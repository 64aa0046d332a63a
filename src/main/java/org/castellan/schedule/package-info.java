/**
 * Runs any job once per tick in a cluster: ticks, their ledger, the loop that each replica turns,
 * and the list of replicas. Knows nothing of backends; could be a library. Uses {@code lock}.
 */
@NullMarked
package org.castellan.schedule;

import org.jspecify.annotations.NullMarked;
