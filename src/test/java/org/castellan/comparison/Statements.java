package org.castellan.comparison;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;
import org.castellan.testkit.Daemons;
import org.castellan.testkit.Listener;

/**
 * A way to PostgreSQL that counts what the server executes: each Execute and each simple Query of
 * its protocol, those that begin and end transactions among them. Thread-safe.
 */
final class Statements implements AutoCloseable {

  private static final int PROTOCOL = 3;

  private final AtomicInteger executed = new AtomicInteger();
  private final Listener listener;
  private final int server;

  private Statements(int server) {
    this.server = server;
    this.listener = Listener.start("statements-asked", this::serve);
  }

  /** To a server on this port of this machine. */
  static Statements to(int server) {
    return new Statements(server);
  }

  int port() {
    return listener.port();
  }

  /** So far. */
  int executed() {
    return executed.get();
  }

  private void serve(Socket client) throws IOException {
    try (var session = new Socket(InetAddress.getLoopbackAddress(), server)) {
      client.setTcpNoDelay(true);
      session.setTcpNoDelay(true);
      Daemons.start("statements-answered", () -> answer(session, client));
      pass(
          new DataInputStream(new BufferedInputStream(client.getInputStream())),
          new DataOutputStream(session.getOutputStream()));
    }
  }

  private static void answer(Socket session, Socket client) throws IOException {
    try (session;
        client) {
      session.getInputStream().transferTo(client.getOutputStream());
    }
  }

  private void pass(DataInputStream from, DataOutputStream to) throws IOException {
    while (!passOpening(from, to)) {}
    for (int type = from.read(); type >= 0; type = from.read()) {
      byte[] message = message(from, from.readInt(), 5);
      message[0] = (byte) type;
      if (type == 'E' || type == 'Q') {
        executed.incrementAndGet();
      }
      to.write(message);
    }
  }

  /** Before the start-up message others may come, as the one that asks for encryption. */
  private static boolean passOpening(DataInputStream from, DataOutputStream to) throws IOException {
    byte[] message = message(from, from.readInt(), 4);
    to.write(message);
    return message[4] == 0 && message[5] == PROTOCOL;
  }

  /** The length counts itself and what follows. */
  private static byte[] message(DataInputStream from, int length, int head) throws IOException {
    var message = new byte[head - 4 + length];
    from.readFully(message, head, length - 4);
    for (int i = 1; i <= 4; i++) {
      message[head - i] = (byte) (length >>> (8 * (i - 1)));
    }
    return message;
  }

  @Override
  public void close() {
    listener.close();
  }
}
