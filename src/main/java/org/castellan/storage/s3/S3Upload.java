package org.castellan.storage.s3;

import java.io.BufferedInputStream;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import org.castellan.storage.BlobStore.Content;
import org.castellan.storage.Deadline;
import org.castellan.storage.Md5;
import org.castellan.storage.VerifiedContent;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/** An object sent in one request, streamed: nothing is left behind when it fails. */
record S3Upload(S3Bucket bucket, S3Compatibility server, Deadline deadline) {

  static final String OCTETS = "application/octet-stream";

  /**
   * In bytes. The HTTP client asks for 4 KiB at a time, which the server's input answers slowly.
   */
  private static final int PIECE = 128 << 10;

  S3Receipt send(String key, Content content, VerifiedContent verified) {
    if (content.size() == 0) {
      verified.drain();
    }
    return server.checksum() ? told(key, content, verified) : comparing(key, content, verified);
  }

  /** By SHA-256: a server that compares it names it in its answer. */
  private S3Receipt told(String key, Content content, VerifiedContent verified) {
    PutObjectResponse answer = put(key, content, verified, verified);
    return new S3Receipt(answer.eTag(), base64(content.sha256()).equals(answer.checksumSHA256()));
  }

  /** By MD5, which costs as much as all else: only where the server takes no better digest. */
  private S3Receipt comparing(String key, Content content, VerifiedContent verified) {
    var sent = new DigestInputStream(verified, Md5.start());
    String tag = put(key, content, sent, verified).eTag();
    String md5 = HexFormat.of().formatHex(sent.getMessageDigest().digest());
    return new S3Receipt(tag, tag.replace("\"", "").equals(md5));
  }

  /** What nothing has been read of can be sent again. */
  private PutObjectResponse put(
      String key, Content content, InputStream bytes, VerifiedContent verified) {
    RequestBody body =
        content.size() == 0
            ? RequestBody.empty()
            : RequestBody.fromContentProvider(
                () -> new BufferedInputStream(bytes, PIECE), content.size(), OCTETS);
    return S3Bucket.ask(
        () -> bucket.client().putObject(request(key, content), body), verified::untouched);
  }

  private PutObjectRequest request(String key, Content content) {
    var request =
        PutObjectRequest.builder()
            .bucket(bucket.name())
            .key(key)
            .contentType(OCTETS)
            .contentLength(content.size())
            .metadata(Map.of(S3Objects.DIGEST, content.sha256()))
            .overrideConfiguration(S3Bucket.within(deadline));
    if (server.checksum()) {
      request.checksumSHA256(base64(content.sha256()));
    }
    if (server.conditional(false)) {
      request.ifNoneMatch("*");
    }
    return request.build();
  }

  private static String base64(String hex) {
    return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex));
  }
}
