package org.castellan.web.problem;

/**
 * One field that cannot be accepted.
 *
 * @param field as in {@code credentials.region}; empty for the body as a whole
 */
public record Violation(String field, String message) {}
