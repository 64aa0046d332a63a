/**
 * Tells events to an HTTP endpoint of the administrator's: in order, signed, until it takes them.
 */
@NullMarked
package org.castellan.webhook;

import org.jspecify.annotations.NullMarked;
