/**
 * What is traced, for OpenTelemetry: ticks, validations, calls of providers, and what requests are
 * about, each in the trace it belongs to. The only package that knows it, and only its API: whoever
 * runs the server brings what collects, and without that nothing happens here.
 */
@NullMarked
package org.castellan.runtime.traces;

import org.jspecify.annotations.NullMarked;
