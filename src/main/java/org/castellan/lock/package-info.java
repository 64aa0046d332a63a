/**
 * Locks of which the whole cluster has at most one holder, kept by PostgreSQL session advisory
 * locks. Knows nothing of what is locked; could be a library. Used by {@code schedule}.
 */
@NullMarked
package org.castellan.lock;

import org.jspecify.annotations.NullMarked;
