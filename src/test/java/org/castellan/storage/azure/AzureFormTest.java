package org.castellan.storage.azure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.castellan.storage.Provider.Violation;
import org.castellan.storage.ProviderCredentials;
import org.castellan.testkit.Azurite;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AzureFormTest {

  private static final Map<String, String> KEY = Map.of("accountKey", Azurite.key());
  private static final Map<String, String> SAS =
      Map.of("sasToken", "?sv=2021-12-02&ss=b&srt=co&sp=rwdlac&se=2030-01-01&sig=a%2Bb%3D");
  private static final Map<String, String> PRINCIPAL =
      Map.of("tenantId", "example.onmicrosoft.com", "clientId", "1-2-3", "clientSecret", "s~.x");

  private final AzureProvider provider = new AzureProvider(AzureFixture.POLICY);

  @AfterEach
  void close() {
    provider.close();
  }

  @Test
  void eachKindOfCredentialsWillDo() {
    assertThat(Stream.of(KEY, SAS, PRINCIPAL)).allSatisfy(it -> assertThat(check(it)).isEmpty());
    assertThat(check(with(PRINCIPAL, "authorityHost", "https://login.example.org/"))).isEmpty();
  }

  @Test
  void noneIsNotEnough() {
    assertThat(check(Map.of()))
        .containsExactly(
            new Violation(
                "credentials", "must hold accountKey, or sasToken, or tenantId with its client"));
  }

  @Test
  void theKindsExcludeEachOther() {
    assertThat(check(both(KEY, PRINCIPAL)))
        .containsExactly(
            new Violation(
                "credentials.accountKey", "does not go with tenantId, clientId, clientSecret"));
    Stream.of(KEY, PRINCIPAL)
        .forEach(
            other ->
                assertThat(check(both(SAS, other)))
                    .containsExactly(
                        new Violation(
                            "credentials.sasToken", "does not go with other credentials")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"tenantId", "clientId", "clientSecret"})
  void aPartOfAServicePrincipalIsNotEnough(String missing) {
    var part = new HashMap<>(PRINCIPAL);
    part.remove(missing);
    assertThat(check(part))
        .containsExactly(new Violation("credentials." + missing, "is required with the other two"));
  }

  @ParameterizedTest
  @CsvSource({
    "accountKey, ''",
    "accountKey, not base64",
    "accountKey, abc",
    "sasToken, ''",
    "sasToken, sv=2021-12-02&se=2030-01-01",
    "sasToken, https://account.blob.core.windows.net/container sig=x",
    "tenantId, ''",
    "tenantId, ../other",
    "tenantId, a/b",
    "clientId, ''",
    "clientId, a b",
    "clientSecret, ''",
    "clientSecret, a b"
  })
  void badFieldsAreToldWithoutTheirValue(String field, String value) {
    Map<String, String> whole =
        field.equals("accountKey") ? KEY : field.equals("sasToken") ? SAS : PRINCIPAL;
    assertThat(check(with(whole, field, value)))
        .containsExactly(
            new Violation(
                "credentials." + field,
                "is empty, too long or not of the form that Azure gives it"));
  }

  @ParameterizedTest
  @CsvSource({
    "login.example.org, must begin with https://",
    "http://login.example.org, must begin with https://",
    "https://login.example.org/tenant, must not have a path",
    "https://login.example.org?x=1, must not have a query",
    "https://u:p@login.example.org, must not hold a user or password",
    "https://127.1, has no valid host"
  })
  void badAuthorities(String authority, String message) {
    assertThat(check(with(PRINCIPAL, "authorityHost", authority)))
        .containsExactly(new Violation("credentials.authorityHost", message));
  }

  @Test
  void unknownFieldsAndStrayAuthoritiesAreNamed() {
    assertThat(check(with(KEY, "connectionString", "x")))
        .containsExactly(new Violation("credentials.connectionString", "is unknown"));
    assertThat(check(with(KEY, "authorityHost", "https://login.example.org")))
        .containsExactly(new Violation("credentials.authorityHost", "goes only with tenantId"));
  }

  private List<Violation> check(Map<String, String> credentials) {
    return provider.check("account/container", new ProviderCredentials(credentials));
  }

  private static Map<String, String> with(Map<String, String> fields, String name, String value) {
    return both(fields, Map.of(name, value));
  }

  private static Map<String, String> both(Map<String, String> one, Map<String, String> other) {
    var all = new HashMap<>(one);
    all.putAll(other);
    return all;
  }
}
