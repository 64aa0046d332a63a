package org.castellan.organization;

/** The outcome of asking for an organization's deletion. */
public enum Deletion {
  DELETED,
  /** It holds artifacts; nothing was changed. */
  NOT_EMPTY,
  MISSING
}
