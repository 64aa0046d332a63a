package org.castellan.webhook;

/**
 * How far the endpoint is.
 *
 * @param event the number of the last event of the stream that it took
 * @param audit the number of the last sealed audit event that it took
 */
record Position(long event, long audit) {

  Position afterEvent(long number) {
    return new Position(number, audit);
  }

  Position afterAudit(long number) {
    return new Position(event, number);
  }
}
