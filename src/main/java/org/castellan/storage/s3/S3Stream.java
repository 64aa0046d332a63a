package org.castellan.storage.s3;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import org.castellan.storage.Deadline;
import org.castellan.storage.NetworkFailures;
import org.castellan.storage.StorageException;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/** An object on its way: its connection is aborted at the deadline and on an early close. */
final class S3Stream extends InputStream {

  private final ResponseInputStream<GetObjectResponse> body;
  private final Deadline deadline;
  private final Future<?> watch;
  private boolean ended;

  S3Stream(
      ResponseInputStream<GetObjectResponse> body,
      Deadline deadline,
      ScheduledExecutorService timer) {
    this.body = body;
    this.deadline = deadline;
    this.watch = timer.schedule(body::abort, deadline.remaining().toNanos(), NANOSECONDS);
  }

  @Override
  public int read() {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) {
    if (deadline.expired() && !ended) {
      throw new StorageException(NetworkFailures.LATE);
    }
    try {
      int n = body.read(buffer, offset, length);
      ended = n < 0;
      return n;
    } catch (IOException | SdkException e) {
      throw new StorageException(deadline.expired() ? NetworkFailures.LATE : S3Failures.of(e), e);
    }
  }

  /** Aborts unless all was read: what is left is not worth waiting for. */
  @Override
  public void close() throws IOException {
    watch.cancel(false);
    if (ended) {
      body.close();
    } else {
      body.abort();
    }
  }
}
