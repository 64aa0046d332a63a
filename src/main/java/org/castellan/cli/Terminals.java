package org.castellan.cli;

/** What terminals can be shown. */
final class Terminals {

  private Terminals() {}

  /** The same without characters that would steer a terminal; lines stay lines. */
  static String harmless(String text) {
    return text.replaceAll("[\\p{Cc}\\p{Cf}&&[^\\n]]", "?");
  }
}
