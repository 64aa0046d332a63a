/** Who is calling: tokens, roles, and what they may do. Uses {@code audit}. */
@NullMarked
package org.castellan.access;

import org.jspecify.annotations.NullMarked;
