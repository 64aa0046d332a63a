package org.castellan.schedule;

/** The database that keeps the ledger could not be asked. */
public final class ScheduleException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public ScheduleException(String message) {
    super(message);
  }

  public ScheduleException(String message, Throwable cause) {
    super(message, cause);
  }
}
