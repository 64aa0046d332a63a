package org.castellan.backend;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.castellan.organization.DnsLabel;
import org.castellan.storage.Provider.Violation;

/**
 * A backend to register. Location and credentials are the provider's to check.
 *
 * @param host what the provider says of location and credentials
 */
public record NewBackend(
    UUID organizationId,
    String name,
    String provider,
    String location,
    String host,
    String description,
    boolean isDefault,
    boolean isFallback,
    long maxBytes) {

  /** What the registry refuses, by field of the request; empty when all is well. */
  public List<Violation> violations() {
    List<Violation> found = new ArrayList<>();
    if (!DnsLabel.matches(name)) {
      found.add(new Violation("name", DnsLabel.RULE));
    }
    Limits.description(description).ifPresent(found::add);
    Limits.maxBytes(maxBytes).ifPresent(found::add);
    if (isDefault && isFallback) {
      found.add(Limits.DEFAULT_AND_FALLBACK);
    }
    return List.copyOf(found);
  }
}
