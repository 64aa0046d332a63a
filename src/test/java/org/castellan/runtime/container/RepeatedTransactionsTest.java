package org.castellan.runtime.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.castellan.testkit.TestDatabase;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RepeatedTransactionsTest {

  @RegisterExtension static final TestDatabase db = new TestDatabase();

  private final Jdbi jdbi = db.jdbi().installPlugin(new RepeatedTransactions());
  private final AtomicInteger begun = new AtomicInteger();
  private final CountDownLatch bothHoldOne = new CountDownLatch(2);

  @BeforeEach
  void twoRows() {
    jdbi.useHandle(
        handle -> {
          handle.execute("create table if not exists purse (owner text primary key, coins int)");
          handle.execute("truncate purse");
          handle.execute("insert into purse values ('a', 0), ('b', 0)");
        });
  }

  @Test
  void whoLosesADeadlockComesSecond() {
    var ab = CompletableFuture.runAsync(() -> pay("a", "b"));
    var ba = CompletableFuture.runAsync(() -> pay("b", "a"));
    CompletableFuture.allOf(ab, ba).join();
    // Mostly 3: who comes again may get there before the other has woken up, and lose once more.
    assertThat(begun).as("transactions begun").hasValueGreaterThanOrEqualTo(3);
    assertThat(coins()).as("two payments into each of two purses").isEqualTo(4);
  }

  @Test
  void otherFailuresAreNotRepeated() {
    assertThatThrownBy(
            () ->
                jdbi.useTransaction(
                    handle -> {
                      begun.incrementAndGet();
                      handle.execute("insert into purse values ('a', 1)");
                    }))
        .isInstanceOf(UnableToExecuteStatementException.class);
    assertThat(begun).hasValue(1);
  }

  private void pay(String first, String second) {
    jdbi.useTransaction(
        handle -> {
          begun.incrementAndGet();
          put(handle, first);
          bothHoldOne.countDown();
          await().until(() -> bothHoldOne.getCount() == 0);
          put(handle, second);
        });
  }

  private static void put(Handle handle, String owner) {
    handle.execute("update purse set coins = coins + 1 where owner = ?", owner);
  }

  private int coins() {
    return jdbi.withHandle(
        handle -> handle.createQuery("select sum(coins) from purse").mapTo(int.class).one());
  }
}
