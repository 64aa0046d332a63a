package org.castellan.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.castellan.web.problem.ProblemException;
import org.castellan.web.problem.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteRangeTest {

  @ParameterizedTest
  @CsvSource({
    "bytes=0-0,                       0, 1,   bytes 0-0/100",
    "bytes=0-99,                      0, 100, bytes 0-99/100",
    "bytes=10-19,                     10, 10, bytes 10-19/100",
    "BYTES= 10-19,                    10, 10, bytes 10-19/100",
    "bytes=90-,                       90, 10, bytes 90-99/100",
    "bytes=90-1000,                   90, 10, bytes 90-99/100",
    "bytes=90-99999999999999999999999, 90, 10, bytes 90-99/100",
    "bytes=-1,                        99, 1,  bytes 99-99/100",
    "bytes=-1000,                     0, 100, bytes 0-99/100"
  })
  void rangeIsCutToTheArtifact(String header, long first, long length, String contentRange) {
    ByteRange range = ByteRange.of(header, 100).orElseThrow();
    assertThat(range).isEqualTo(new ByteRange(first, length));
    assertThat(range.contentRange(100)).isEqualTo(contentRange);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"bytes=0-1,5-6", "bytes=", "bytes=-", "bytes=a-b", "bytes=5-4", "lines=0-1", ""})
  void whatIsNoRangeMeansAllOfIt(String header) {
    assertThat(ByteRange.of(header, 100)).isEmpty();
  }

  @Test
  void withoutTheHeaderAllOfItIsMeant() {
    assertThat(ByteRange.of(null, 100)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "bytes=100-, 100",
    "bytes=100-200, 100",
    "bytes=-0, 100",
    "bytes=0-, 0",
    "bytes=-5, 0"
  })
  void rangeThatBeginsBehindTheEndIsRefusedWithTheSize(String header, long size) {
    assertThatThrownBy(() -> ByteRange.of(header, size))
        .isInstanceOfSatisfying(
            ProblemException.class,
            refused -> {
              assertThat(refused.problem().reason()).isEqualTo(Reason.RANGE_NOT_SATISFIABLE);
              assertThat(refused.problem().headers())
                  .containsEntry("Content-Range", "bytes */" + size);
            });
  }
}
