package org.castellan.storage;

/** Why a backend cannot be used; a stable word of the contract. */
public enum ErrorClass {
  AUTHENTICATION,
  AUTHORIZATION,
  NOT_FOUND,
  UNREACHABLE,
  TLS,
  TIMEOUT,
  RATE_LIMITED,
  QUOTA,
  /** Other bytes were read back than were written. */
  CORRUPT,
  CREDENTIALS_UNREADABLE,
  MISCONFIGURED,
  PROVIDER_ERROR;

  /** Whether the cause may lie with the replica's own network rather than with the provider. */
  public boolean network() {
    return this == UNREACHABLE || this == TIMEOUT;
  }
}
