package org.castellan.runtime.settings;

/** Whether secrets that are not given may be made up. */
public enum Mode {
  /** They must be given. */
  PRODUCTION,
  /** They are made once and kept in files. */
  DEV
}
