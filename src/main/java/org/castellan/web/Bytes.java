package org.castellan.web;

/** Bounds of the sizes in requests. */
final class Bytes {
  /** The largest whole number that every JSON reader takes for what it is. */
  static final long MAX = (1L << 53) - 1;

  private Bytes() {}
}
