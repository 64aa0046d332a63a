package org.castellan.lock;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.castellan.testkit.ChildProcess;
import org.castellan.testkit.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class LockFuzzTest {

  @RegisterExtension static final TestDatabase db = new TestDatabase();

  private static final int CHILDREN = 3;

  @Test
  void manyThreadsOfSeveralProcessesAreNeverTwoHolders() throws Exception {
    var key = new LockKey("castellan:test:fuzz");
    db.jdbi().useHandle(h -> h.execute("create table fuzz as select 0 as counter, 0 as inside"));
    List<ChildProcess> children = new ArrayList<>();
    try {
      for (int i = 0; i < CHILDREN; i++) {
        children.add(ChildProcess.run(FuzzWorker.class, db.url(), key.name()));
      }
      FuzzWorker.run(db.url(), key);
      for (ChildProcess child : children) {
        assertThat(child.exit()).as("what the child process met").isZero();
      }
    } finally {
      children.forEach(ChildProcess::close);
    }
    int counter =
        db.jdbi().withHandle(h -> h.select("select counter from fuzz").mapTo(Integer.class).one());
    assertThat(counter).isEqualTo((CHILDREN + 1) * FuzzWorker.THREADS * FuzzWorker.COUNTS);
  }
}
