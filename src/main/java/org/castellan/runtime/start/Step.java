package org.castellan.runtime.start;

/**
 * A part of the start. Each may be tried again when a later one failed.
 *
 * @param waitingFor what is told while it fails, as a sentence without secrets
 * @param action throws when it cannot be done yet
 */
public record Step(String waitingFor, Runnable action) {}
