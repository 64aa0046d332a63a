/** The tenants. Uses {@code audit}. */
@NullMarked
package org.castellan.organization;

import org.jspecify.annotations.NullMarked;
