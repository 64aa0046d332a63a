package org.castellan.artifact;

import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.function.Consumer;

/**
 * All of an artifact, hashed on the way: the last piece is held back until all of them have the
 * digest. The first piece is read before anything is written, so that another backend can be asked
 * when this one fails with it.
 */
final class WholeDownload implements Download {

  private final Held held;
  private final Consumer<String> verified;
  private final MessageDigest sha256 = Digest.sha256();
  private byte[] piece;
  private int length;
  private long count;

  /**
   * @param held is the caller's still when this fails
   * @param verified is told the version of an object that was found right
   */
  WholeDownload(Held held, Consumer<String> verified) {
    this.held = held;
    this.verified = verified;
    boolean small = artifact().size() <= PIECE;
    // A small one has room for a byte too many, which shows that there are more.
    piece = new byte[small ? (int) artifact().size() + 1 : PIECE];
    length = take(piece);
    if (small) {
      requireRight();
    }
  }

  @Override
  public Artifact artifact() {
    return held.artifact();
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    if (artifact().size() > PIECE) {
      writeAllButTheLast(out);
      requireRight();
    }
    // Before the end is sent, so that who has it can ask for parts at once.
    verified.accept(held.version());
    out.write(piece, 0, length);
  }

  private void writeAllButTheLast(OutputStream out) throws IOException {
    var next = new byte[PIECE];
    for (int following = take(next); following > 0; following = take(next)) {
      if (count > artifact().size()) {
        throw Held.corrupt();
      }
      out.write(piece, 0, length);
      byte[] written = piece;
      piece = next;
      length = following;
      next = written;
    }
  }

  private int take(byte[] into) {
    int read = held.read(into, into.length);
    sha256.update(into, 0, read);
    count += read;
    return read;
  }

  private void requireRight() {
    if (count != artifact().size() || !Digest.of(sha256).equals(artifact().digest())) {
      throw Held.corrupt();
    }
  }

  @Override
  public void close() {
    held.close();
  }
}
