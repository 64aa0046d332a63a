package org.castellan.storage.oci;

import java.io.IOException;
import okhttp3.Response;
import org.castellan.storage.StorageException;

/** Answers that are read as a whole. */
final class OciBody {

  private OciBody() {}

  /**
   * @throws StorageException when there are more bytes than any registry has reason to send
   */
  static byte[] read(Response answer, int most) {
    try {
      byte[] bytes = answer.body().byteStream().readNBytes(most + 1);
      if (bytes.length > most) {
        throw new StorageException(OciAnswers.NOT_A_REGISTRY);
      }
      return bytes;
    } catch (IOException e) {
      throw OciTransport.failed(e);
    }
  }
}
