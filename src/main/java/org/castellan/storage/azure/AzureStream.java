package org.castellan.storage.azure;

import com.azure.core.http.HttpResponse;
import java.io.IOException;
import java.io.InputStream;
import org.castellan.storage.Deadline;
import org.castellan.storage.NetworkFailures;
import org.castellan.storage.StorageException;

/** An object on its way: its connection is closed at the deadline and on an early close. */
final class AzureStream extends InputStream {

  private final InputStream body;
  private final Deadline deadline;
  private boolean ended;

  AzureStream(HttpResponse answer, Deadline deadline) {
    this.body = answer.getBodyAsBinaryData().toStream();
    this.deadline = deadline;
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
    } catch (IOException e) {
      throw deadline.expired()
          ? new StorageException(NetworkFailures.LATE, e)
          : AzureCalls.failed(e);
    }
  }

  /** Closes the connection unless all was read: what is left is not worth waiting for. */
  @Override
  public void close() {
    try {
      body.close();
    } catch (IOException e) {
      // The connection was closed before; that is what was wanted.
    }
  }
}
