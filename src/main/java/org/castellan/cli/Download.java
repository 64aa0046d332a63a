package org.castellan.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Objects;
import java.util.UUID;

/** Fetches an artifact. Bytes get their final name only when they have the digest. */
record Download(Session session, String organization, Digest digest) {

  /** Into a file that is not there yet, or is replaced as a whole. */
  void into(Path target, boolean replace) {
    if (!replace && Files.exists(target)) {
      throw new CommandFailure(
          ExitStatus.LOCAL_FILE, target + " is there already; --force replaces it");
    }
    Path partial = partial(Objects.requireNonNull(target.toAbsolutePath().getParent()));
    try {
      receive(partial);
      Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw CommandFailure.file(target, e);
    } finally {
      delete(partial);
    }
  }

  /** To a stream, which sees nothing before all of it was verified. */
  void into(OutputStream out) {
    Path partial = partial(Path.of(System.getProperty("java.io.tmpdir")));
    try {
      receive(partial);
      Files.copy(partial, out);
      out.flush();
    } catch (IOException e) {
      throw CommandFailure.file("standard output", e);
    } finally {
      delete(partial);
    }
  }

  private Path partial(Path directory) {
    Path partial = directory.resolve("." + UUID.randomUUID() + ".part");
    // Ctrl-C ends the JVM, not this method.
    partial.toFile().deleteOnExit();
    return partial;
  }

  private static void delete(Path partial) {
    try {
      Files.deleteIfExists(partial);
    } catch (IOException e) {
      throw CommandFailure.file(partial, e);
    }
  }

  private void receive(Path partial) {
    String path = Api.inOrganization(organization, "artifacts", digest.inPath());
    HttpResponse<InputStream> response =
        session.http().send(session.http().request(path).GET().build());
    long size = response.headers().firstValueAsLong("Content-Length").orElse(-1);
    MessageDigest sha256 = Digest.sha256();
    try (InputStream body = response.body();
        var progress = new Progress(session.surroundings(), "receiving", size);
        OutputStream file = Files.newOutputStream(partial, StandardOpenOption.CREATE_NEW);
        var out = new DigestOutputStream(file, sha256)) {
      copy(progress.of(body), out);
    } catch (IOException e) {
      throw CommandFailure.file(String.valueOf(partial.getParent()), e);
    }
    requireDigest(Digest.of(sha256));
  }

  private void requireDigest(Digest received) {
    if (!received.equals(digest)) {
      throw new CommandFailure(
          ExitStatus.CORRUPT, "what came is " + received + ", not " + digest + "; it was not kept");
    }
  }

  /** A failure of the one side is not a failure of the other. */
  private void copy(InputStream body, OutputStream file) throws IOException {
    var buffer = new byte[1 << 16];
    for (int n = read(body, buffer); n >= 0; n = read(body, buffer)) {
      file.write(buffer, 0, n);
    }
  }

  private int read(InputStream body, byte[] buffer) {
    try {
      return body.read(buffer);
    } catch (IOException e) {
      throw session.http().broken(e);
    }
  }
}
