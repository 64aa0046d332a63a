package org.castellan.organization;

import java.util.regex.Pattern;

/** The rule for the names of organizations and backends: a DNS label as in RFC 1123. */
public final class DnsLabel {

  /** For people: what a name must look like. */
  public static final String RULE =
      "must be 1 to 63 lowercase letters, digits or hyphens, with a letter or digit at both ends";

  private static final Pattern LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

  private DnsLabel() {}

  public static boolean matches(String name) {
    return LABEL.matcher(name).matches();
  }
}
