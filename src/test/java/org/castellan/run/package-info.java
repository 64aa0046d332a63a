/**
 * Castellan from one command, for trying it out: {@code mvn -Prun}. The process-level tests start
 * their nodes with the same classes.
 */
@NullMarked
package org.castellan.run;

import org.jspecify.annotations.NullMarked;
