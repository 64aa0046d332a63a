package org.castellan.cli;

/** How long lists get. */
final class Limit {

  static final String DEFAULT = "50";
  static final String IS = "How many at most, ${DEFAULT-VALUE} unless given.";

  private Limit() {}
}
