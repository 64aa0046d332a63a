package org.castellan.webhook;

/**
 * A replica's right to tell the endpoint, until another one takes it.
 *
 * @param claim what its writes carry
 * @param failures how often in a row the endpoint did not take what comes next
 */
record Turn(long claim, Position position, int failures) {}
