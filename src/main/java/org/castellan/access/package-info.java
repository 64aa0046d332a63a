/** Who is calling: tokens, JWTs of a trusted issuer, and their roles. Uses {@code audit}. */
@NullMarked
package org.castellan.access;

import org.jspecify.annotations.NullMarked;
