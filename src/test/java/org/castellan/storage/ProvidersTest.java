package org.castellan.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProvidersTest {

  @Test
  void theBuiltInBackendIsThatOfTheOneProviderThatHasOne() {
    assertThat(new Providers(List.of(registered("A"), builtIn("B"))).builtIn())
        .contains(new BuiltIn("B", "default-b", 1));
    assertThat(new Providers(List.of(registered("A"))).builtIn()).isEmpty();
  }

  @Test
  void twoBuiltInBackendsAreRefusedByName() {
    assertThatThrownBy(() -> new Providers(List.of(builtIn("B"), builtIn("C"))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the providers B and C both have a built-in backend");
  }

  @Test
  void twoProvidersOfOneIdAreRefused() {
    assertThatThrownBy(() -> new Providers(List.of(registered("A"), registered("A"))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("two providers have the id A");
  }

  private static Provider registered(String id) {
    return new Named(id, Optional.empty());
  }

  private static Provider builtIn(String id) {
    return new Named(id, Optional.of(new BuiltIn(id, "default-b", 1)));
  }

  private record Named(String id, Optional<BuiltIn> builtIn) implements Provider {

    @Override
    public List<Violation> check(String location, ProviderCredentials credentials) {
      return List.of();
    }

    @Override
    public String host(String location, ProviderCredentials credentials) {
      return "h";
    }

    @Override
    public BlobStore open(String location, ProviderCredentials credentials) {
      throw new UnsupportedOperationException();
    }
  }
}
