package org.castellan.testkit;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** One client of a {@link FaultyProxy} and its connection to the target: two pumps. */
final class ProxiedConnection {

  private final Socket client;
  private final Socket server = new Socket();
  private final InetSocketAddress target;
  private final ProxyFault fault;
  private final Consumer<ProxiedConnection> ended;
  private final AtomicBoolean asked = new AtomicBoolean();
  private boolean damaged;

  ProxiedConnection(
      Socket client,
      InetSocketAddress target,
      ProxyFault fault,
      Consumer<ProxiedConnection> ended) {
    this.client = client;
    this.target = target;
    this.fault = fault;
    this.ended = ended;
  }

  void start() {
    Daemons.start("proxy-request", this::run);
  }

  private void run() throws IOException, InterruptedException {
    try {
      fault.awaitRequestsPass();
      server.connect(target);
      Daemons.start("proxy-answer", this::pumpAnswers);
      pumpRequests();
    } catch (IOException e) {
      reset();
    }
  }

  private void pumpRequests() throws IOException, InterruptedException {
    var buffer = new byte[8192];
    var from = client.getInputStream();
    for (int n = from.read(buffer); n >= 0; n = from.read(buffer)) {
      fault.awaitRequestsPass();
      asked.set(true);
      damage(buffer, n);
      server.getOutputStream().write(buffer, 0, n);
    }
    fault.awaitRequestsPass();
    server.shutdownOutput();
  }

  /** A full piece is no head. */
  private void damage(byte[] piece, int length) {
    if (!damaged && fault.kind() == ProxyFault.Kind.DAMAGE && length == piece.length) {
      piece[length / 2] ^= 1;
      damaged = true;
    }
  }

  private void pumpAnswers() throws InterruptedException {
    try {
      var buffer = new byte[8192];
      var from = server.getInputStream();
      for (int n = from.read(buffer); n >= 0; n = from.read(buffer)) {
        answer(buffer, n);
      }
      fault.awaitAnswersPass(asked.getAndSet(false));
      close();
    } catch (IOException e) {
      reset();
    }
  }

  private void answer(byte[] buffer, int length) throws IOException, InterruptedException {
    int sent = 0;
    while (sent < length) {
      fault.awaitAnswersPass(asked.getAndSet(false));
      int piece = fault.kind() == ProxyFault.Kind.DRIP ? 1 : length - sent;
      client.getOutputStream().write(buffer, sent, piece);
      sent += piece;
    }
  }

  /** Ends both sides with a TCP reset. */
  void reset() {
    try {
      client.setSoLinger(true, 0);
    } catch (IOException e) {
      // Closed already.
    }
    close();
  }

  private void close() {
    ended.accept(this);
    for (Socket socket : new Socket[] {client, server}) {
      try {
        socket.close();
      } catch (IOException e) {
        // It is gone, which is what was asked for.
      }
    }
  }
}
