/**
 * The provider {@code INLINE}: small artifacts in Castellan's own database. Found by CDI through
 * its id.
 */
@NullMarked
package org.castellan.storage.inline;

import org.jspecify.annotations.NullMarked;
