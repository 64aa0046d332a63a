package org.castellan.storage.oci;

import java.io.IOException;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;

/** The next bytes of an upload in one request: they can be sent but once. */
final class OciContent extends RequestBody {

  private static final MediaType OCTETS = MediaType.get("application/octet-stream");
  private static final int PIECE = 65536;
  private static final int UNKNOWN = -1;

  private final OciSource source;
  private final long length;
  private final boolean announced;

  private OciContent(OciSource source, long length, boolean announced) {
    this.source = source;
    this.length = length;
    this.announced = announced;
  }

  /** A body whose length is said before it: where its source breaks, zeros take the place. */
  static OciContent announced(OciSource source, long length) {
    return new OciContent(source, length, true);
  }

  /** A body that ends where its source breaks. */
  static OciContent streamed(OciSource source, long length) {
    return new OciContent(source, length, false);
  }

  @Override
  public MediaType contentType() {
    return OCTETS;
  }

  @Override
  public long contentLength() {
    return announced ? length : UNKNOWN;
  }

  @Override
  public boolean isOneShot() {
    return true;
  }

  @Override
  public void writeTo(BufferedSink sink) throws IOException {
    var buffer = new byte[PIECE];
    long left = length;
    while (left > 0 && !source.broken()) {
      int n = source.read(buffer, (int) Math.min(PIECE, left));
      sink.write(buffer, 0, n);
      left -= n;
    }
    if (announced) {
      fill(sink, left);
    }
  }

  private static void fill(BufferedSink sink, long count) throws IOException {
    var zeros = new byte[PIECE];
    for (long left = count; left > 0; left -= PIECE) {
      sink.write(zeros, 0, (int) Math.min(PIECE, left));
    }
  }
}
