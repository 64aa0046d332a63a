package org.castellan.testkit;

/** A page of docs, of which parts between marks are written by runs. Not changed once made. */
public final class WrittenPage {

  private static final String END = "<!-- End of what is written -->\n";

  private final String begin;
  private final String text;

  /**
   * @param command that writes the part, as its mark names it
   */
  public WrittenPage(String command, String text) {
    this.begin = "<!-- Written by " + command + " -->\n";
    this.text = text;
  }

  public String part() {
    return text.substring(from(), to());
  }

  /** The page with that part, all else as it is. */
  public String with(String part) {
    return text.substring(0, from()) + "\n" + part + "\n" + text.substring(to());
  }

  private int to() {
    return text.indexOf(END, from());
  }

  private int from() {
    return text.indexOf(begin) + begin.length();
  }
}
