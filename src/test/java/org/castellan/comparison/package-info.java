/**
 * Benchmarks of Castellan's loop beside other schedulers for clusters on the same PostgreSQL:
 * ShedLock, db-scheduler, Quartz. Each is set up as its own documentation says, and to the same
 * promise.
 */
@NullMarked
package org.castellan.comparison;

import org.jspecify.annotations.NullMarked;
