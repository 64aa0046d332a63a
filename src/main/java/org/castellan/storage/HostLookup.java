package org.castellan.storage;

import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Looks up names with a bound in time. The platform's lookup cannot be interrupted, so it runs on
 * threads of its own, of which a host that hangs takes one, however many ask for it.
 */
final class HostLookup implements AutoCloseable {

  /** The platform's lookup, or a test's. */
  interface Names {
    InetAddress[] find(String host) throws UnknownHostException;
  }

  private static final int THREADS = 16;
  private static final int WAITING = 256;

  private static final StorageFailure UNKNOWN_HOST =
      new StorageFailure(
          ErrorClass.UNREACHABLE,
          "The endpoint's host is unknown.",
          "Check the host in the backend's location, and its DNS entry.",
          true);

  private static final StorageFailure NAME_TIMEOUT =
      new StorageFailure(
          ErrorClass.TIMEOUT,
          "Looking up the endpoint's host took too long.",
          "Check the name servers of the endpoint's domain and of Castellan's own network.",
          true);

  private final Names names;
  private final Duration timeout;
  private final ThreadPoolExecutor threads;
  private final ConcurrentMap<String, CompletableFuture<InetAddress[]>> running =
      new ConcurrentHashMap<>();

  HostLookup(Names names, Duration timeout) {
    this.names = names;
    this.timeout = timeout;
    this.threads =
        new ThreadPoolExecutor(
            THREADS, THREADS, 10, SECONDS, new LinkedBlockingQueue<>(WAITING), HostLookup::daemon);
    threads.allowCoreThreadTimeOut(true);
  }

  private static Thread daemon(Runnable work) {
    var thread = new Thread(work, "castellan-dns");
    thread.setDaemon(true);
    return thread;
  }

  /**
   * @param within bounds the wait further than this object does by itself
   * @throws StorageException {@code UNREACHABLE} for an unknown host, {@code TIMEOUT} when the
   *     answer is not there in time or too many lookups hang
   */
  InetAddress[] find(String host, Duration within) {
    long wait = Math.min(within.toNanos(), timeout.toNanos());
    CompletableFuture<InetAddress[]> answer =
        running.computeIfAbsent(host.toLowerCase(Locale.ROOT), this::start);
    try {
      return answer.get(wait, NANOSECONDS).clone();
    } catch (TimeoutException e) {
      throw new StorageException(NAME_TIMEOUT, e);
    } catch (ExecutionException e) {
      throw new StorageException(failure(e.getCause()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StorageException(NAME_TIMEOUT, e);
    }
  }

  private static StorageFailure failure(@Nullable Throwable cause) {
    return cause instanceof UnknownHostException ? UNKNOWN_HOST : NAME_TIMEOUT;
  }

  private CompletableFuture<InetAddress[]> start(String host) {
    var answer = new CompletableFuture<InetAddress[]>();
    try {
      threads.execute(() -> complete(host, answer));
      return answer;
    } catch (RejectedExecutionException e) {
      throw new StorageException(NAME_TIMEOUT, e);
    }
  }

  /** Forgotten before it is answered: who asks later gets an answer of its own. */
  private void complete(String host, CompletableFuture<InetAddress[]> answer) {
    try {
      InetAddress[] found = names.find(host);
      running.remove(host, answer);
      answer.complete(found);
    } catch (UnknownHostException | RuntimeException e) {
      running.remove(host, answer);
      answer.completeExceptionally(e);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
