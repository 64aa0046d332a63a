package org.castellan.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.Optional;
import java.util.stream.Stream;
import org.castellan.audit.AuditChain;
import org.castellan.audit.Verdict.Intact;
import org.castellan.testkit.TestDatabase;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The role that Castellan works with, where another one owns the tables, may all that it has to.
 */
class TwoRolesApiTest {
  @Order(1)
  @RegisterExtension
  static final TestDatabase db = TestDatabase.ofTwoRoles();

  @Order(2)
  @RegisterExtension
  static final TestApi api = new TestApi(db);

  static Stream<Method> methods() {
    return ApiClasses.methods();
  }

  @ParameterizedTest
  @MethodSource("methods")
  void everyMethodOfTheApiWorks(Method method) {
    Things things = Things.in(api, ApiClasses.path(method));
    var answer = things.call(api.admin(), method);
    assertThat(answer.status()).as(answer.text()).isBetween(200, 299);
  }

  @Test
  void whatIsDeletedGoesInTheBackgroundAndAuditEventsAreSealed() throws InterruptedException {
    Things things = Things.in(api);
    assertThat(api.admin().delete(things.path() + "?purge=true").status()).isEqualTo(202);
    api.tidyUp();
    assertThat(api.admin().get(things.path()).status()).isEqualTo(404);
    var chain = new AuditChain(db.jdbi());
    assertThat(chain.seal()).isPositive();
    assertThat(chain.verify(Optional.empty())).isInstanceOf(Intact.class);
  }
}
