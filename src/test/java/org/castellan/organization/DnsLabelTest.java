package org.castellan.organization;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DnsLabelTest {

  @ParameterizedTest
  @ValueSource(strings = {"a", "0", "a-b", "default-inline", "a--b", "4chan"})
  void labelMatches(String name) {
    assertThat(DnsLabel.matches(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-a", "a-", "A", "a.b", "a_b", "a b", "ä", "a\n", "٣"})
  void whatIsNoLabelDoesNot(String name) {
    assertThat(DnsLabel.matches(name)).isFalse();
  }

  @Test
  void labelHasAtMost63Characters() {
    assertThat(DnsLabel.matches("a".repeat(63))).isTrue();
    assertThat(DnsLabel.matches("a".repeat(64))).isFalse();
  }
}
