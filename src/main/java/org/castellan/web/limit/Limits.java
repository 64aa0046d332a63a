package org.castellan.web.limit;

/**
 * What one organization may do on one replica.
 *
 * @param uploads at once, 1 or more
 * @param validations that it asks for by hand, at once, 1 or more
 * @param validationsPerMinute of those, begun in one minute, 1 or more
 */
public record Limits(int uploads, int validations, int validationsPerMinute) {}
