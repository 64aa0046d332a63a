package org.castellan.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BytesTest {

  @ParameterizedTest
  @CsvSource({"0,0", "1000,1000", "500KiB,512000", "20 MiB,20971520", "5GiB,5368709120"})
  void sizesAreReadAsPeopleWriteThem(String written, long count) {
    assertThat(new Bytes.Reader().convert(written).count()).isEqualTo(count);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "1kB", "1,5MiB", "many", "999999999999999TiB"})
  void whatIsNoSizeIsRefused(String written) {
    assertThatThrownBy(() -> new Bytes.Reader().convert(written)).hasMessageContaining(written);
  }

  @ParameterizedTest
  @CsvSource({
    "0,0 B",
    "1023,1023 B",
    "1024,1.0 KiB",
    "1536,1.5 KiB",
    "104857600,100.0 MiB",
    "9007199254740991,8192.0 TiB"
  })
  void sizesAreShownInTheLargestUnit(long count, String text) {
    assertThat(Bytes.text(count)).isEqualTo(text);
  }
}
