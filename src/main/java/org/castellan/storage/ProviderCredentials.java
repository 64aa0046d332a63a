package org.castellan.storage;

import java.util.Map;
import java.util.Optional;

/** A provider's credentials in the clear. Prints as asterisks; never logged, never serialized. */
public final class ProviderCredentials {

  public static final ProviderCredentials NONE = new ProviderCredentials(Map.of());

  private final Map<String, String> fields;

  public ProviderCredentials(Map<String, String> fields) {
    this.fields = Map.copyOf(fields);
  }

  public Optional<String> get(String field) {
    return Optional.ofNullable(fields.get(field));
  }

  public Map<String, String> fields() {
    return fields;
  }

  @Override
  public String toString() {
    return "ProviderCredentials[***]";
  }
}
