package org.castellan.access;

/**
 * A new token and its secret, which is nowhere else: only its SHA-256 is stored. Prints without the
 * secret.
 */
public record Issued(AccessToken token, String secret) {

  @Override
  public String toString() {
    return "Issued[token=" + token + ", secret=***]";
  }
}
