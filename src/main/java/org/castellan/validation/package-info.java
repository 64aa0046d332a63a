/**
 * Claims, probes and records one backend; the sweep over a scope; the revalidation window and the
 * gate's decision. Uses {@code backend}, {@code schedule}, {@code storage} and {@code audit}.
 */
@NullMarked
package org.castellan.validation;

import org.jspecify.annotations.NullMarked;
