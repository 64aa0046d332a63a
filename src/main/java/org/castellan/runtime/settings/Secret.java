package org.castellan.runtime.settings;

/** A secret in the clear. Prints as asterisks. */
public record Secret(String value) {

  @Override
  public String toString() {
    return "***";
  }
}
