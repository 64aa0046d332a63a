package org.castellan.storage;

/**
 * What one case of a kit came to with one provider.
 *
 * @param kit the contract's class
 * @param name of the case, in words
 * @param note how the case was made, where it could not be made on the real server alone; or empty
 */
public record KitRow(String kit, String name, String provider, String outcome, String note) {

  public static final String FAILED = "FAILS";

  static KitRow parse(String line) {
    String[] cells = line.split("\t", -1);
    return new KitRow(cells[0], cells[1], cells[2], cells[3], cells[4]);
  }

  String line() {
    return String.join("\t", kit, name, provider, outcome, note);
  }

  public boolean failed() {
    return outcome.equals(FAILED);
  }
}
