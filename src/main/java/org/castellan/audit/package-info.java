/** Who changed what, when, and from which replica. Uses nothing of ours. */
@NullMarked
package org.castellan.audit;

import org.jspecify.annotations.NullMarked;
