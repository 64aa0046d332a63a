package org.castellan.run;

/** What the launcher tells its user: standard output, a line at a time. */
final class Console {

  private Console() {}

  @SuppressWarnings("SystemOut")
  static void line(String text) {
    System.out.println(text);
    System.out.flush();
  }
}
