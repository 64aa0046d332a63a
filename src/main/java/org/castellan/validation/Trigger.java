package org.castellan.validation;

/** Why a backend is validated. */
public enum Trigger {
  TICK,
  REQUEST,
  MANUAL,
  CREATE,
  UPDATE
}
