/** What is counted and measured, for Prometheus. The only package that knows Micrometer. */
@NullMarked
package org.castellan.runtime.metrics;

import org.jspecify.annotations.NullMarked;
