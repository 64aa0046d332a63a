package org.castellan.backend;

/** What the last validation found. */
public enum BackendStatus {
  OK,
  INVALID
}
