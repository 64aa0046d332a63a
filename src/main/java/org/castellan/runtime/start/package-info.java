/** From deployment to readiness and back: waiting for the database, migrating, health. */
@NullMarked
package org.castellan.runtime.start;

import org.jspecify.annotations.NullMarked;
