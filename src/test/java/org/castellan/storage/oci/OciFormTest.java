package org.castellan.storage.oci;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.castellan.storage.Provider.Violation;
import org.castellan.storage.ProviderCredentials;
import org.castellan.testkit.ThisMachine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OciFormTest {

  private static final Map<String, String> LOGIN = Map.of("username", "u", "password", "p");

  private final OciForm form = new OciForm(ThisMachine.allowed());

  @ParameterizedTest
  @ValueSource(
      strings = {
        "registry.example.org/team/artifacts",
        "https://registry.example.org:5000/a",
        "docker.io/user/a-b_c.d",
        "localhost/a",
        "[2001:db8::1]:5000/a",
        "http://127.0.0.1:5000/a"
      })
  void registryAndRepositoryMakeALocation(String location) {
    assertThat(check(location, LOGIN)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "artifacts",
        "team/artifacts",
        "registry.example.org",
        "registry.example.org/",
        "registry.example.org/a:tag",
        "registry.example.org/a@sha256:00",
        "registry.example.org/Upper",
        "registry.example.org/../a",
        "registry.example.org/a?b",
        "user:password@registry.example.org/a",
        "ftp://registry.example.org/a",
        "http://registry.example.org/a",
        "registry.example.org:0/a",
        "127.1:5000/a"
      })
  void otherLocationsAreRefused(String location) {
    assertThat(check(location, LOGIN)).extracting(Violation::field).containsExactly("location");
  }

  @ParameterizedTest
  @CsvSource({
    "username, ''",
    "username, a:b",
    "password, ''",
    "maxRequestBytes, 5242879",
    "maxRequestBytes, many",
    "token, t"
  })
  void credentialsThatCannotWorkAreRefused(String field, String value) {
    var credentials = new HashMap<>(LOGIN);
    credentials.put(field, value);
    assertThat(check("registry.example.org/a", credentials))
        .extracting(Violation::field)
        .containsExactly("credentials." + field);
  }

  @Test
  void leastPieceIsTaken() {
    var credentials = new HashMap<>(LOGIN);
    credentials.put("maxRequestBytes", "5242880");
    assertThat(check("registry.example.org/a", credentials)).isEmpty();
  }

  @Test
  void dockerHubIsReachedAtItsRegistry() {
    assertThat(OciLocation.parse("docker.io/user/a").registry())
        .hasToString("https://registry-1.docker.io/");
  }

  @Test
  void noTwoKeysShareATag() {
    assertThat(OciTag.of("org/sha256/00")).isEqualTo("org_sha256_00");
    assertThat(List.of(OciTag.of("a/b"), OciTag.of("a_b"), OciTag.of("a b"), OciTag.of("_")))
        .doesNotHaveDuplicates()
        .allMatch(it -> it.matches("[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}"));
  }

  private List<Violation> check(String location, Map<String, String> credentials) {
    return form.check(location, new ProviderCredentials(credentials));
  }
}
