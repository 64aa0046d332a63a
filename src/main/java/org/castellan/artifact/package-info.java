/**
 * Puts and gets artifacts by digest through the backend that the gate chose. Uses {@code backend},
 * {@code validation}, {@code storage} and {@code audit}.
 */
@NullMarked
package org.castellan.artifact;

import org.jspecify.annotations.NullMarked;
