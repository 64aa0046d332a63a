package org.castellan.storage.s3;

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

  S3Receipt send(String key, Content content, VerifiedContent verified) {
    if (content.size() == 0) {
      verified.drain();
    }
    var sent = new DigestInputStream(verified, Md5.start());
    RequestBody body =
        content.size() == 0
            ? RequestBody.empty()
            : RequestBody.fromContentProvider(() -> sent, content.size(), OCTETS);
    PutObjectResponse answer =
        S3Bucket.call(() -> bucket.client().putObject(request(key, content), body));
    String md5 = HexFormat.of().formatHex(sent.getMessageDigest().digest());
    boolean sameBytes = answer.eTag().replace("\"", "").equals(md5);
    return new S3Receipt(answer.eTag(), server.checksum() || sameBytes);
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
