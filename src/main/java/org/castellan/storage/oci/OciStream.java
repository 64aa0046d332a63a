package org.castellan.storage.oci;

import java.io.IOException;
import java.io.InputStream;
import okhttp3.Response;

/**
 * The wanted part of an answer's body. Its connection ends at the deadline, and on an early close
 * unless what is left comes at once.
 */
final class OciStream extends InputStream {

  private final Response answer;
  private final InputStream body;
  private long skip;
  private long left;

  /**
   * @param skip how many bytes come before the wanted ones
   * @param length of what is wanted at most, in bytes
   */
  OciStream(Response answer, long skip, long length) {
    this.answer = answer;
    this.body = answer.body().byteStream();
    this.skip = skip;
    this.left = length;
  }

  @Override
  public int read() {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) {
    if (length == 0) {
      return 0;
    }
    try {
      body.skipNBytes(skip);
      skip = 0;
      int n = left == 0 ? -1 : body.read(buffer, offset, (int) Math.min(length, left));
      left -= Math.max(n, 0);
      return n;
    } catch (IOException e) {
      throw OciTransport.failed(e);
    }
  }

  @Override
  public void close() {
    answer.close();
  }
}
