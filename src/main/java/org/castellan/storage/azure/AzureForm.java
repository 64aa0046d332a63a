package org.castellan.storage.azure;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.castellan.storage.Endpoint;
import org.castellan.storage.OutboundPolicy;
import org.castellan.storage.Provider.Violation;
import org.castellan.storage.ProviderCredentials;

/**
 * What a tenant may write into the location and the credentials of an Azure Blob backend. There are
 * three kinds of credentials, of which a document holds exactly one.
 */
final class AzureForm {

  static final String ACCOUNT_KEY = "accountKey";
  static final String SAS_TOKEN = "sasToken";
  static final String TENANT_ID = "tenantId";
  static final String CLIENT_ID = "clientId";
  static final String CLIENT_SECRET = "clientSecret";
  static final String AUTHORITY_HOST = "authorityHost";

  private static final Set<String> PRINCIPAL = Set.of(TENANT_ID, CLIENT_ID, CLIENT_SECRET);

  private static final Map<String, Predicate<String>> FORMS =
      Map.of(
          ACCOUNT_KEY, form("(?:[A-Za-z0-9+/]{4}){1,64}(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?"),
          SAS_TOKEN, form("\\??(?=.*\\bsig=)[A-Za-z0-9%&=._~:/+-]{1,2048}"),
          TENANT_ID, form("[A-Za-z0-9][A-Za-z0-9.-]{0,252}"),
          CLIENT_ID, form("[A-Za-z0-9][A-Za-z0-9-]{0,127}"),
          CLIENT_SECRET, form("[\\x21-\\x7e]{1,256}"));

  private final OutboundPolicy policy;

  AzureForm(OutboundPolicy policy) {
    this.policy = policy;
  }

  private static Predicate<String> form(String pattern) {
    return Pattern.compile(pattern).asMatchPredicate();
  }

  List<Violation> check(String location, ProviderCredentials credentials) {
    var violations = new ArrayList<Violation>();
    checkLocation(location, violations);
    checkKind(credentials.fields().keySet(), violations);
    credentials.fields().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(field -> checkField(field.getKey(), field.getValue(), violations));
    return List.copyOf(violations);
  }

  private void checkLocation(String location, List<Violation> violations) {
    try {
      requireEncrypted(AzureLocation.parse(location).service());
    } catch (IllegalArgumentException e) {
      violations.add(new Violation("location", String.valueOf(e.getMessage())));
    }
  }

  private void requireEncrypted(URI url) {
    if (url.getScheme().equals("http") && !policy.allowsPlainHttp(url.getHost())) {
      throw new IllegalArgumentException("must begin with https://");
    }
  }

  private static void checkKind(Set<String> fields, List<Violation> violations) {
    boolean principal = fields.stream().anyMatch(PRINCIPAL::contains);
    if (principal) {
      PRINCIPAL.stream()
          .filter(field -> !fields.contains(field))
          .sorted()
          .forEach(field -> violations.add(field(field, "is required with the other two")));
    } else if (fields.contains(AUTHORITY_HOST)) {
      violations.add(field(AUTHORITY_HOST, "goes only with tenantId"));
    }
    boolean other = fields.contains(ACCOUNT_KEY);
    if (other && principal) {
      violations.add(field(ACCOUNT_KEY, "does not go with tenantId, clientId, clientSecret"));
    }
    if (fields.contains(SAS_TOKEN) && (other || principal)) {
      violations.add(field(SAS_TOKEN, "does not go with other credentials"));
    }
    if (!fields.contains(SAS_TOKEN) && !other && !principal) {
      violations.add(
          new Violation(
              "credentials", "must hold accountKey, or sasToken, or tenantId with its client"));
    }
  }

  private void checkField(String name, String value, List<Violation> violations) {
    Predicate<String> form = FORMS.get(name);
    if (name.equals(AUTHORITY_HOST)) {
      checkAuthority(value, violations);
    } else if (form == null) {
      violations.add(field(name, "is unknown"));
    } else if (!form.test(value)) {
      violations.add(field(name, "is empty, too long or not of the form that Azure gives it"));
    }
  }

  private void checkAuthority(String value, List<Violation> violations) {
    try {
      URI url = Endpoint.url(value);
      requireEncrypted(Endpoint.of(url));
      if (!url.getRawPath().replace("/", "").isEmpty()) {
        throw new IllegalArgumentException("must not have a path");
      }
    } catch (IllegalArgumentException e) {
      violations.add(field(AUTHORITY_HOST, String.valueOf(e.getMessage())));
    }
  }

  private static Violation field(String name, String message) {
    return new Violation("credentials." + name, message);
  }
}
