package org.castellan.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrustedProxiesTest {

  private final TrustedProxies proxies =
      new TrustedProxies(List.of("10.0.0.0/8", "192.0.2.1", "2001:db8::/32"));

  @ParameterizedTest
  @CsvSource({
    "203.0.113.9, 198.51.100.7,               203.0.113.9",
    "203.0.113.9, '',                         203.0.113.9",
    "10.0.0.1,    '',                         10.0.0.1",
    "10.0.0.1,    198.51.100.7,               198.51.100.7",
    "10.0.0.1,    '198.51.100.7, 203.0.113.9', 203.0.113.9",
    "10.0.0.1,    '198.51.100.7,192.0.2.1 , 10.9.9.9', 198.51.100.7",
    "10.0.0.1,    '10.0.0.3, 10.0.0.2',       10.0.0.3",
    "10.0.0.1,    '198.51.100.7, unknown',    10.0.0.1",
    "10.0.0.1,    '198.51.100.7, evil.example.org', 10.0.0.1",
    "2001:db8::1, 2001:4860::8,               2001:4860:0:0:0:0:0:8",
    "fe80::1%2,   198.51.100.7,               fe80::1%2"
  })
  void onlyTheWordOfTrustedProxiesCounts(String peer, String forwardedFor, String client) {
    assertThat(proxies.client(peer, Optional.of(forwardedFor))).isEqualTo(client);
  }

  @Test
  void withoutProxiesWhoIsConnectedIsTheClient() {
    var none = new TrustedProxies(List.of());
    assertThat(none.client("10.0.0.1", Optional.of("198.51.100.7"))).isEqualTo("10.0.0.1");
    assertThat(none.client("10.0.0.1", Optional.empty())).isEqualTo("10.0.0.1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"proxy.example.org", "10.0.0.0/99", "10.0.0.0/x", ""})
  void whatIsNoRangeIsRefused(String range) {
    assertThatIllegalArgumentException().isThrownBy(() -> new TrustedProxies(List.of(range)));
  }
}
