/** What is in the WAR that others wrote, held against what docs/dependencies.md says of it. */
@NullMarked
package org.castellan.supply;

import org.jspecify.annotations.NullMarked;
