/** Provider credentials, encrypted at rest, and the rotation of their keys. Uses {@code audit}. */
@NullMarked
package org.castellan.credential;

import org.jspecify.annotations.NullMarked;
