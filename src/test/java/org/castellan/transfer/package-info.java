/**
 * What transfers through a whole Castellan cost, beside the provider's own SDK on the same server.
 */
@NullMarked
package org.castellan.transfer;

import org.jspecify.annotations.NullMarked;
