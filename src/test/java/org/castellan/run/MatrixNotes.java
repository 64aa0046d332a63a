package org.castellan.run;

import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;

/**
 * Notes what each test came to, for the table in README: of the server that the test names as its
 * argument, else of all that it ran on.
 */
final class MatrixNotes implements TestWatcher {

  /** A server with Castellan on it. */
  record Tested(ServerKind kind, String version, Jdk jdk) {}

  private final Supplier<List<Tested>> servers;

  MatrixNotes(Supplier<List<Tested>> servers) {
    this.servers = servers;
  }

  @Override
  public void testSuccessful(ExtensionContext context) {
    note(context, true);
  }

  @Override
  public void testFailed(ExtensionContext context, Throwable cause) {
    note(context, false);
  }

  private void note(ExtensionContext context, boolean passed) {
    List<Tested> all = servers.get();
    List<Tested> named =
        all.stream()
            .filter(each -> context.getDisplayName().endsWith(each.kind().title()))
            .toList();
    String suite = context.getRequiredTestClass().getSimpleName();
    String test = context.getRequiredTestMethod().getName();
    for (Tested each : named.isEmpty() ? all : named) {
      new MatrixRow(each.kind(), each.version(), each.jdk().version(), suite, test, passed).note();
    }
  }
}
