package org.castellan.runtime.settings;

import java.util.List;

/** Castellan cannot start with these settings. Its message has a sentence for each problem. */
public final class SettingsException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<String> problems;

  public SettingsException(List<String> problems) {
    super("Castellan does not start: " + String.join(" ", problems));
    this.problems = List.copyOf(problems);
  }

  /** One sentence each, with the variable's name, its value unless it is a secret, and a remedy. */
  public List<String> problems() {
    return problems;
  }
}
