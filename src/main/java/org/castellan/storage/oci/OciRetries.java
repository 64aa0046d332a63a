package org.castellan.storage.oci;

import java.io.IOException;
import java.util.function.Supplier;
import okhttp3.Response;
import org.castellan.storage.Deadline;
import org.castellan.storage.NetworkFailures;
import org.castellan.storage.StorageException;

/**
 * Asks again what a registry may have answered in the middle of another's write. Distribution's
 * file system driver empties a link before it writes it anew: who looks in between is told that the
 * blob is unknown, or that the registry failed. Seen with docker-registry 2.8.2 in one of 25 times
 * that four writers put the same artifact.
 */
final class OciRetries {

  private static final int TIMES = 4;
  private static final long FIRST_PAUSE_MILLIS = 20;
  private static final int ERROR_BYTES = 4096;
  private static final int FAILED = 500;

  private OciRetries() {}

  /**
   * The answer, as it is at the end.
   *
   * @param ask sends the request anew each time; what it gives is closed by the caller
   */
  static Response settled(Supplier<Response> ask, Deadline deadline) {
    Response answer = ask.get();
    long pause = FIRST_PAUSE_MILLIS;
    for (int again = 0; again < TIMES && unsettled(answer); again++) {
      if (deadline.remaining().toMillis() <= pause) {
        return answer;
      }
      answer.close();
      sleep(pause);
      pause *= 2;
      answer = ask.get();
    }
    return answer;
  }

  private static boolean unsettled(Response answer) {
    return answer.code() == FAILED || (answer.code() == 400 && saysBlobUnknown(answer));
  }

  private static boolean saysBlobUnknown(Response answer) {
    try {
      return answer.peekBody(ERROR_BYTES).string().contains("\"MANIFEST_BLOB_UNKNOWN\"");
    } catch (IOException e) {
      answer.close();
      throw OciTransport.failed(e);
    }
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StorageException(NetworkFailures.LATE, e);
    }
  }
}
