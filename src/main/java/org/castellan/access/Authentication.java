package org.castellan.access;

/** What became of a bearer token. */
public sealed interface Authentication {

  /** It is valid, and this is who holds it. */
  record Accepted(Caller caller) implements Authentication {}

  /**
   * It is not valid.
   *
   * @param why a sentence for whoever sent it
   */
  record Rejected(String why) implements Authentication {}

  /**
   * Whether it is valid cannot be told now.
   *
   * @param why a sentence for whoever sent it
   */
  record Undecided(String why) implements Authentication {}
}
