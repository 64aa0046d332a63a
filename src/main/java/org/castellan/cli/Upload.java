package org.castellan.cli;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;

/**
 * Sends a file under the digest that was found here, so that bytes which change on their way are
 * refused.
 */
record Upload(Session session, Path file, String name) {

  /** From this size on the server is asked before the bytes are sent, as curl does. */
  private static final long ASK_FIRST = 1 << 20;

  JsonObject to(String organization) {
    long size = size();
    Digest digest = digest(size);
    try (var progress = new Progress(session.surroundings(), "sending", size)) {
      String path = Api.inOrganization(organization, "artifacts", digest.inPath());
      HttpRequest request =
          session
              .http()
              .request(path)
              .header("Content-Type", "application/octet-stream")
              .header("Content-Disposition", "attachment; filename*=UTF-8''" + encoded(name))
              .expectContinue(size >= ASK_FIRST)
              .PUT(body(size, progress))
              .build();
      try (InputStream answer = session.http().send(request).body()) {
        return Json.parse(answer);
      } catch (IOException e) {
        throw session.http().broken(e);
      }
    }
  }

  private long size() {
    try {
      if (!Files.isRegularFile(file)) {
        throw new CommandFailure(ExitStatus.LOCAL_FILE, file + ": not a file");
      }
      return Files.size(file);
    } catch (IOException e) {
      throw CommandFailure.file(file, e);
    }
  }

  private Digest digest(long size) {
    MessageDigest sha256 = Digest.sha256();
    try (var progress = new Progress(session.surroundings(), "hashing", size);
        var bytes = new DigestInputStream(progress.of(Files.newInputStream(file)), sha256)) {
      bytes.transferTo(OutputStream.nullOutputStream());
      return Digest.of(sha256);
    } catch (IOException e) {
      throw CommandFailure.file(file, e);
    }
  }

  private BodyPublisher body(long size, Progress progress) {
    if (size == 0) {
      return BodyPublishers.noBody();
    }
    return BodyPublishers.fromPublisher(
        BodyPublishers.ofInputStream(() -> progress.of(opened())), size);
  }

  private InputStream opened() {
    try {
      return Files.newInputStream(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String encoded(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20").replace("*", "%2A");
  }
}
