package org.castellan.storage;

/** Failures whose class is alike for all providers and whose remedy each says in its own words. */
public enum ProbeCase {
  WRONG_SECRET(ErrorClass.AUTHENTICATION, false),
  WRONG_KEY_ID(ErrorClass.AUTHENTICATION, false),
  NO_PLACE(ErrorClass.NOT_FOUND, false),
  READ_ONLY(ErrorClass.AUTHORIZATION, false),
  WRITE_ONLY(ErrorClass.AUTHORIZATION, false),
  RATE_LIMITED(ErrorClass.RATE_LIMITED, true),
  SICK(ErrorClass.PROVIDER_ERROR, true),
  GARBAGE(ErrorClass.PROVIDER_ERROR, false),
  REDIRECT(ErrorClass.MISCONFIGURED, false);

  final ErrorClass errorClass;
  final boolean retryable;

  ProbeCase(ErrorClass errorClass, boolean retryable) {
    this.errorClass = errorClass;
    this.retryable = retryable;
  }
}
