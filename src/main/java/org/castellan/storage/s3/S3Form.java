package org.castellan.storage.s3;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.castellan.storage.OutboundPolicy;
import org.castellan.storage.Provider.Violation;
import org.castellan.storage.ProviderCredentials;

/** What a tenant may write into the location and the credentials of an S3 backend. */
final class S3Form {

  static final String ACCESS_KEY_ID = "accessKeyId";
  static final String SECRET_ACCESS_KEY = "secretAccessKey";
  static final String REGION = "region";
  static final String COMPATIBILITY = "compatibility";

  private static final Set<String> FIELDS =
      Set.of(ACCESS_KEY_ID, SECRET_ACCESS_KEY, REGION, COMPATIBILITY);
  private static final String NO_REGION = "is no region, such as us-east-1";
  private static final Pattern KEY_ID = Pattern.compile("[\\x21-\\x7e&&[^/,]]{1,128}");
  private static final Pattern SECRET = Pattern.compile("[\\x21-\\x7e]{1,256}");
  private static final Pattern REGION_NAME = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

  private final OutboundPolicy policy;

  S3Form(OutboundPolicy policy) {
    this.policy = policy;
  }

  List<Violation> check(String location, ProviderCredentials credentials) {
    var violations = new ArrayList<Violation>();
    checkLocation(location, credentials, violations);
    required(credentials, ACCESS_KEY_ID, KEY_ID, violations);
    required(credentials, SECRET_ACCESS_KEY, SECRET, violations);
    credentials
        .get(REGION)
        .filter(region -> !REGION_NAME.matcher(region).matches())
        .ifPresent(region -> violations.add(field(REGION, NO_REGION)));
    credentials
        .get(COMPATIBILITY)
        .filter(word -> S3Compatibility.named(word).isEmpty())
        .ifPresent(
            word -> violations.add(field(COMPATIBILITY, "is none of " + S3Compatibility.words())));
    credentials.fields().keySet().stream()
        .filter(field -> !FIELDS.contains(field))
        .sorted()
        .forEach(field -> violations.add(field(field, "is unknown")));
    return List.copyOf(violations);
  }

  private void checkLocation(
      String text, ProviderCredentials credentials, List<Violation> violations) {
    try {
      S3Location location = S3Location.parse(text);
      boolean clear = location.plainHttp();
      if (clear && !policy.allowsPlainHttp(location.endpoint().orElseThrow().getHost())) {
        violations.add(new Violation("location", "must begin with https://"));
      }
      if (location.endpoint().isEmpty()) {
        checkAmazon(credentials, violations);
      }
    } catch (IllegalArgumentException e) {
      violations.add(new Violation("location", String.valueOf(e.getMessage())));
    }
  }

  /** Amazon is no look-alike and has no region of that name. */
  private static void checkAmazon(ProviderCredentials credentials, List<Violation> violations) {
    if (credentials.get(COMPATIBILITY).isPresent()) {
      violations.add(
          new Violation("location", "must be https://endpoint/bucket with a compatibility"));
    }
    if (credentials.get(REGION).filter("auto"::equals).isPresent()) {
      violations.add(field(REGION, NO_REGION));
    }
  }

  private static void required(
      ProviderCredentials credentials, String name, Pattern form, List<Violation> violations) {
    String value = credentials.get(name).orElse("");
    if (value.isEmpty()) {
      violations.add(field(name, "is required"));
    } else if (!form.matcher(value).matches()) {
      violations.add(field(name, "is too long or holds characters that no such key has"));
    }
  }

  private static Violation field(String name, String message) {
    return new Violation("credentials." + name, message);
  }
}
