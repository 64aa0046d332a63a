/**
 * Castellan's configuration: every variable, its default, its range, and what it means together.
 */
@NullMarked
package org.castellan.runtime.settings;

import org.jspecify.annotations.NullMarked;
