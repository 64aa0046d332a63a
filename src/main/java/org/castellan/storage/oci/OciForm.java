package org.castellan.storage.oci;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.castellan.storage.OutboundPolicy;
import org.castellan.storage.Provider.Violation;
import org.castellan.storage.ProviderCredentials;

/** What a tenant may write into the location and the credentials of an OCI backend. */
final class OciForm {

  static final String USERNAME = "username";
  static final String PASSWORD = "password";
  static final String MAX_REQUEST_BYTES = "maxRequestBytes";

  /** The least that registries want as a piece of an upload. */
  static final long MIN_PIECE = 5L << 20;

  private static final Set<String> FIELDS = Set.of(USERNAME, PASSWORD, MAX_REQUEST_BYTES);

  /** Basic authentication ends the user at the first colon. */
  private static final Pattern USER = Pattern.compile("[^:\\p{Cntrl}]{1,255}");

  /** Cloud registries take keys and tokens of some thousand characters as passwords. */
  private static final Pattern SECRET = Pattern.compile("[^\\p{Cntrl}]{1,16384}");

  private static final Pattern BYTES = Pattern.compile("[0-9]{1,15}");

  private final OutboundPolicy policy;

  OciForm(OutboundPolicy policy) {
    this.policy = policy;
  }

  List<Violation> check(String location, ProviderCredentials credentials) {
    var violations = new ArrayList<Violation>();
    checkLocation(location, violations);
    required(credentials, USERNAME, USER, violations);
    required(credentials, PASSWORD, SECRET, violations);
    credentials
        .get(MAX_REQUEST_BYTES)
        .filter(bytes -> !BYTES.matcher(bytes).matches() || Long.parseLong(bytes) < MIN_PIECE)
        .ifPresent(
            bytes -> violations.add(field(MAX_REQUEST_BYTES, "must be 5242880 (5 MiB) or more")));
    credentials.fields().keySet().stream()
        .filter(field -> !FIELDS.contains(field))
        .sorted()
        .forEach(field -> violations.add(field(field, "is unknown")));
    return List.copyOf(violations);
  }

  private void checkLocation(String text, List<Violation> violations) {
    try {
      OciLocation location = OciLocation.parse(text);
      if (location.plainHttp() && !policy.allowsPlainHttp(location.registry().host())) {
        violations.add(new Violation("location", "must not begin with http://"));
      }
    } catch (IllegalArgumentException e) {
      violations.add(new Violation("location", String.valueOf(e.getMessage())));
    }
  }

  private static void required(
      ProviderCredentials credentials, String name, Pattern form, List<Violation> violations) {
    String value = credentials.get(name).orElse("");
    if (value.isEmpty()) {
      violations.add(field(name, "is required"));
    } else if (!form.matcher(value).matches()) {
      violations.add(field(name, "is too long or holds characters that cannot be sent"));
    }
  }

  private static Violation field(String name, String message) {
    return new Violation("credentials." + name, message);
  }
}
