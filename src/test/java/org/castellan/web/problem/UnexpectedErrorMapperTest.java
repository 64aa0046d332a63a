package org.castellan.web.problem;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import org.castellan.lock.LockException;
import org.jdbi.v3.core.ConnectionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnexpectedErrorMapperTest {
  private final UnexpectedErrorMapper mapper = new UnexpectedErrorMapper();

  @ParameterizedTest
  @ValueSource(strings = {"08006", "57P01", "57014", "53300", "55P03", "25P03", "40001"})
  void databaseThatCannotServeIsUnavailable(String state) {
    Response answer =
        mapper.toResponse(
            new IllegalStateException(new SQLException("no route to 10.0.0.1", state)));
    assertThat(answer.getStatus()).isEqualTo(503);
    assertThat(answer.getHeaderString("Retry-After")).isEqualTo("5");
    assertThat(text(answer)).contains("DATABASE_UNAVAILABLE").doesNotContain("10.0.0.1");
  }

  @Test
  void missingConnectionIsUnavailable() {
    assertThat(
            mapper
                .toResponse(new ConnectionException(new SQLException("pool is empty")))
                .getStatus())
        .isEqualTo(503);
    assertThat(mapper.toResponse(new LockException("gone")).getStatus()).isEqualTo(503);
  }

  @Test
  void anythingElseIsAnIncidentWithoutWords() {
    Response answer =
        mapper.toResponse(new IllegalStateException(new SQLException("secret", "42601")));
    assertThat(answer.getStatus()).isEqualTo(500);
    assertThat(text(answer)).contains("INTERNAL", "incident").doesNotContain("secret", "Exception");
  }

  @Test
  void wrappedProblemIsAnswered() {
    Response answer = mapper.toResponse(new RuntimeException(ProblemException.notFound()));
    assertThat(answer.getStatus()).isEqualTo(404);
  }

  @Test
  void circleOfCausesEnds() {
    var one = new IllegalStateException("one");
    one.initCause(new IllegalStateException("other", one));
    assertThat(mapper.toResponse(one).getStatus()).isEqualTo(500);
  }

  private static String text(Response answer) {
    return new String((byte[]) answer.getEntity(), StandardCharsets.UTF_8);
  }
}
