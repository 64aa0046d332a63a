/**
 * What goes wrong, as RFC 9457 problem details: the reasons, and the mapping of every exception.
 */
@NullMarked
package org.castellan.web.problem;

import org.jspecify.annotations.NullMarked;
