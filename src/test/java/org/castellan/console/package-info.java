/** The console's rules, in a browser without a cluster, and its files. */
@NullMarked
package org.castellan.console;

import org.jspecify.annotations.NullMarked;
