package org.castellan.web.stream;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.WARNING;

import java.io.IOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/**
 * Writes to readers, to each on a thread of its own while there is anything to write. A reader that
 * fails is cut off. Thread-safe.
 */
final class Writers {

  private static final System.Logger LOG = System.getLogger(Writers.class.getName());

  private final ExecutorService threads;
  private final Newest newest;
  private final StreamLimits limits;
  private final Consumer<Reader> ended;

  /**
   * @param ended is told on the reader's thread which one is not written to any more
   */
  Writers(ExecutorService threads, Newest newest, StreamLimits limits, Consumer<Reader> ended) {
    this.threads = threads;
    this.newest = newest;
    this.limits = limits;
    this.ended = ended;
  }

  /** Has it served, unless it is being served already. */
  void wake(Reader reader) {
    if (!reader.begin()) {
      return;
    }
    try {
      threads.execute(() -> serve(reader));
    } catch (RejectedExecutionException e) {
      reader.pause();
      LOG.log(DEBUG, "no thread for a reader", e);
    }
  }

  private void serve(Reader reader) {
    try {
      reader.serve(newest::after, limits.heartbeat());
      if (reader.isOld(limits)) {
        reader.end();
      }
    } catch (IOException e) {
      LOG.log(DEBUG, "a reader is cut off", e);
      reader.end();
    } catch (RuntimeException e) {
      LOG.log(WARNING, "a reader is cut off", e);
      reader.end();
    } finally {
      if (reader.isEnded()) {
        ended.accept(reader);
      }
      reader.pause();
    }
  }
}
