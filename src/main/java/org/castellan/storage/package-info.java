/**
 * What a provider of storage is to Castellan: open, probe, put, get; the outcome of a probe; the
 * error classes; and the one policy for outbound connections. Uses nothing of ours.
 */
@NullMarked
package org.castellan.storage;

import org.jspecify.annotations.NullMarked;
