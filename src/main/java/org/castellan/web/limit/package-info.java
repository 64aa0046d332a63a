/** How much of a replica one organization may take for itself at once. */
@NullMarked
package org.castellan.web.limit;

import org.jspecify.annotations.NullMarked;
