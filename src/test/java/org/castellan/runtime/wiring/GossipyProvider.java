package org.castellan.runtime.wiring;

import java.util.concurrent.atomic.AtomicBoolean;
import org.castellan.testkit.FalseServer;
import org.castellan.testkit.FaultyProxy;
import org.castellan.testkit.RefusingProxy;

/**
 * A real provider behind what makes it hang, or answer everything with the secrets that it was
 * given, in the body and in headers.
 */
final class GossipyProvider implements AutoCloseable {

  private final AtomicBoolean gossiping = new AtomicBoolean();
  private final RefusingProxy gossip;
  private final FaultyProxy proxy;

  GossipyProvider(int port, int status, String... secrets) {
    gossip = RefusingProxy.to(port, head -> gossiping.get(), answer(status, secrets));
    proxy = FaultyProxy.to(gossip.port());
  }

  /** The same, of all the providers' kinds: what each client reads for an error. */
  private static String answer(int status, String... secrets) {
    String told = String.join(" ", secrets);
    String body =
        "<?xml version=\"1.0\"?><Error><Code>AccessDenied</Code><Message>%s</Message></Error>"
            .formatted(told);
    return FalseServer.answer(
        status,
        body,
        "Content-Type: application/xml\r\nx-ms-error-code: AuthenticationFailed\r\n"
            + "x-amz-request-id: %s\r\nWWW-Authenticate: Basic realm=\"%s\"\r\n"
                .formatted(told, told));
  }

  int port() {
    return proxy.port();
  }

  /** From now on; passed requests end as they would. */
  void gossips(boolean begins) {
    gossiping.set(begins);
  }

  void hangs() {
    proxy.stall();
  }

  void works() {
    proxy.pass();
  }

  @Override
  public void close() {
    proxy.close();
    gossip.close();
  }
}
