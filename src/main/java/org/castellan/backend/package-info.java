/**
 * The registry of CAS backends: their rules and their repository. Uses {@code organization}, {@code
 * storage}, {@code credential} and {@code audit}.
 */
@NullMarked
package org.castellan.backend;

import org.jspecify.annotations.NullMarked;
