package org.castellan.transfer;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/** Several clients at the same time. */
final class AtOnce {

  private AtOnce() {}

  /** Returns when all are done; fails when one does. */
  static void run(int clients, IntConsumer client) {
    ExecutorService threads = Executors.newFixedThreadPool(clients);
    try {
      List<CompletableFuture<Void>> all =
          IntStream.range(0, clients)
              .mapToObj(i -> CompletableFuture.runAsync(() -> client.accept(i), threads))
              .toList();
      all.forEach(CompletableFuture::join);
    } finally {
      threads.shutdown();
    }
  }
}
