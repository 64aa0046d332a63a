/**
 * The cluster test kit: replicas as processes, faults of the operating system, and what history
 * must look like afterwards. A case is a {@link org.castellan.cluster.Scenario}.
 */
@NullMarked
package org.castellan.cluster;

import org.jspecify.annotations.NullMarked;
