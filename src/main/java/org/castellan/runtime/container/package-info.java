/** What the server gives: DataSources and executors, the WAR's own definitions of them, bounds. */
@NullMarked
package org.castellan.runtime.container;

import org.jspecify.annotations.NullMarked;
